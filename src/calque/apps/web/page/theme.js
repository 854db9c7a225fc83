// Dark or light: as the system has it, until somebody says otherwise.

const KEY = "calque-theme";
const NEXT = { "": "dark", dark: "light", light: "" };
const SAID = { "": "as the system", dark: "dark", light: "light" };

const chosen = () => localStorage.getItem(KEY) ?? "";

export function startTheme(button) {
  const draw = () => {
    const theme = chosen();
    document.documentElement.dataset.theme = theme;
    button.setAttribute("aria-label", `Colours: ${SAID[theme]}`);
    button.title = `Colours: ${SAID[theme]}`;
    button.dataset.theme = theme;
  };
  button.addEventListener("click", () => {
    localStorage.setItem(KEY, NEXT[chosen()]);
    draw();
  });
  draw();
}

// Shows the pieces of a text and sends decisions to Python, which makes the text.
// Whatever comes from the text is set as text, never as markup.

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children.filter((child) => child !== null));
  return made;
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

function render({ model, el }) {
  const findings = model.get("findings");
  let current = findings.length ? 1 : 0;

  const said = (number) => model.get("decisions")[String(number)];
  const state = (number) => {
    if (model.get("ignored").includes(String(number))) return "ignored";
    const decision = said(number);
    return typeof decision === "object" ? "edit" : decision || "open";
  };
  // What stands instead of a finding's words; null where they stay.
  const instead = (number) => {
    const decision = said(number);
    if (state(number) === "ignored" || !decision || decision === "reject") return null;
    return decision === "accept" ? findings[number - 1].options[0].instead : decision.edit;
  };

  function decide(changes, goOn = true) {
    const decisions = { ...model.get("decisions") };
    for (const [number, decision] of Object.entries(changes)) {
      if (decision === null) delete decisions[number];
      else decisions[number] = decision;
    }
    model.set("decisions", decisions);
    model.save_changes();
    if (goOn) go(nextOpen());
    else show();
  }

  function nextOpen() {
    for (let step = 1; step <= findings.length; step += 1) {
      const number = ((current - 1 + step) % findings.length) + 1;
      if (state(number) === "open") return number;
    }
    return current;
  }

  function go(number) {
    current = number;
    show();
    const mark = root.querySelector(".now");
    if (mark) {
      const box = root.querySelector(".text");
      const above = mark.offsetTop - box.offsetTop;
      if (above < box.scrollTop || above > box.scrollTop + box.clientHeight - 40) {
        box.scrollTop = above - box.clientHeight / 3;
      }
    }
  }

  function bar() {
    const count = (name) => findings.filter((_, k) => state(k + 1) === name).length;
    const decided = findings.length - count("open");
    const safe = findings
      .map((one, k) => [k + 1, one])
      .filter(([number, one]) => one.safety === "safe" && state(number) === "open");
    return element(
      "div",
      { className: "head" },
      element("b", {}, `${decided} of ${findings.length} decided`),
      element("span", { className: "soft" },
        `${count("accept")} accepted, ${count("edit")} edited, ${count("reject")} rejected`),
      element("button", {
        textContent: `Accept all safe (${safe.length})`,
        disabled: !safe.length,
        onclick: () => decide(Object.fromEntries(safe.map(([number]) => [number, "accept"]))),
      }),
      element("button", {
        textContent: "Undo all",
        disabled: !decided,
        onclick: () => {
          model.set("decisions", {});
          model.save_changes();
          go(1);
        },
      }),
    );
  }

  function piece([words, numbers], last) {
    if (!numbers.length) return words;
    const number = numbers.includes(current) ? current : numbers[0];
    const changed = numbers.find((one) => instead(one) !== null);
    const mark = element(
      "mark",
      {
        className: `${findings[number - 1].severity} ${state(changed || number)}`,
        tabIndex: 0,
        title: numbers.map((one) => findings[one - 1].message).join("\n"),
        onclick: () => go(numbers[(numbers.indexOf(current) + 1) % numbers.length]),
        onkeydown: (event) => {
          if (event.key === "Enter") go(number);
        },
      },
      changed ? element("del", {}, words) : words,
    );
    if (numbers.includes(current)) mark.classList.add("now");
    const ending = numbers.filter((one) => last.get(one));
    if (ending.length) mark.dataset.n = ending.join(",");
    const come = ending.map(instead).find((one) => one);
    return come ? element("span", {}, mark, element("ins", {}, come)) : mark;
  }

  function text() {
    const pieces = model.get("pieces");
    const lasts = new Map();
    pieces.forEach(([, numbers], k) => numbers.forEach((number) => lasts.set(number, k)));
    const shown = pieces.map((one, k) =>
      piece(one, new Map(one[1].map((number) => [number, lasts.get(number) === k]))));
    return element("div", { className: "text", dir: "auto" }, ...shown);
  }

  function card() {
    if (!current) return element("p", { className: "soft" }, "No findings.");
    const one = findings[current - 1];
    const decision = said(current);
    const field = element("input", {
      type: "text",
      value: typeof decision === "object" ? decision.edit : (one.options[0] || {}).instead || one.words,
      ariaLabel: "other words",
      onkeydown: (event) => {
        event.stopPropagation(); // a notebook has shortcuts of its own
        if (event.key === "Enter") decide({ [current]: { edit: field.value } });
      },
    });
    const button = (label, wanted) => {
      const chosen = same(decision, wanted);
      return element("button", {
        textContent: label,
        className: chosen ? "chosen" : "",
        ariaPressed: String(chosen),
        onclick: () => decide({ [current]: chosen ? null : wanted }, !chosen),
      });
    };
    const [first, ...others] = one.options;
    return element(
      "div",
      { className: `card ${one.severity}` },
      element("div", {},
        element("b", {}, `${current}. ${one.message}`),
        element("span", { className: "soft" }, ` ${one.rule}, ${one.severity}`)),
      element("div", { className: "soft" }, one.why.join("; ")),
      state(current) === "ignored"
        ? element("div", {}, "Overlaps another decision, which counts.") : null,
      element(
        "div",
        { className: "choices" },
        first ? button(`Accept: ${first.title}`, "accept") : null,
        ...others.map((other) => button(other.title, { edit: other.instead })),
        button("Reject", "reject"),
      ),
      element(
        "div",
        { className: "choices" },
        field,
        element("button", {
          textContent: "Use these words",
          onclick: () => decide({ [current]: { edit: field.value } }),
        }),
        element("span", { className: "gap" }),
        element("button", { textContent: "‹ Previous", disabled: current === 1,
          onclick: () => go(current - 1) }),
        element("button", { textContent: "Next ›", disabled: current === findings.length,
          onclick: () => go(current + 1) }),
      ),
    );
  }

  const root = element("div", { className: "calque review mathjax_ignore tex2jax_ignore" });
  let open = false;

  function show() {
    const box = root.querySelector(".text");
    const scrolled = box ? box.scrollTop : 0;
    const mended = element("details", { open, ontoggle: () => { open = mended.open; } },
      element("summary", {}, "The text as it is now"),
      element("div", { className: "text", dir: "auto" }, model.get("text")));
    const head = model.get("head");
    root.replaceChildren(bar(), ...(head ? [element("p", { className: "origin" }, head)] : []),
      text(), card(), mended);
    root.querySelector(".text").scrollTop = scrolled;
  }

  model.on("change:decisions", show);
  model.on("change:text", show);
  model.on("change:ignored", show);
  el.append(root);
  show();
  return () => {
    model.off("change:decisions", show);
    model.off("change:text", show);
    model.off("change:ignored", show);
  };
}

export default { render };

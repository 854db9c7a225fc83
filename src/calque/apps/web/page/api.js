// The service: JSON in, JSON out, its errors as sentences.

const KEY = "calque-token";
let asking = null; // how to ask for a token, set by the page

export class ServiceError extends Error {
  constructor(message, status, code = "") {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export function whenUnauthorised(ask) {
  asking = ask;
}

async function answer(path, options) {
  const token = sessionStorage.getItem(KEY);
  const headers = { ...options.headers, ...(token ? { Authorization: `Bearer ${token}` } : {}) };
  try {
    return await fetch(path, { ...options, headers });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new ServiceError("The service does not answer. Is calque serve running?", 0, "offline");
  }
}

async function call(path, options = {}) {
  let response = await answer(path, options);
  while (response.status === 401 && asking) {
    const token = await asking(Boolean(sessionStorage.getItem(KEY)));
    if (!token) break;
    sessionStorage.setItem(KEY, token);
    response = await answer(path, options);
  }
  if (response.ok) return response;
  const said = await response.json().catch(() => ({}));
  const error = said.error ?? {};
  throw new ServiceError(error.message ?? `The service answered ${response.status}.`, response.status, error.code);
}

const post = async (path, body, options = {}) =>
  (await call(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
    ...options,
  })).json();

const get = async (path) => (await call(path)).json();

export const settings = () => get("v1/settings");
export const check = (input, options) => post("v1/check", input, options);
export const apply = (input, accept, edits) => post("v1/apply", { ...input, accept, edits });
export const decide = (who, article, decisions, keepalive = false) =>
  post("v1/decisions", { who, article, decisions }, { keepalive });
export const rule = (id) => get(`v1/rules/${encodeURIComponent(id)}`);
export const proposals = () => get("v1/proposals?status=open");
export const answerProposal = (id, who, yes) =>
  post(`v1/proposals/${encodeURIComponent(id)}`, { who, answer: yes ? "yes" : "no" });

/** The decisions as a file to keep. */
export async function decisionsAs(format, article = "") {
  const query = new URLSearchParams({ format, ...(article ? { article } : {}) });
  return (await call(`v1/decisions?${query}`)).blob();
}

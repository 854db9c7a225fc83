// Files that are dropped or opened: their bytes, as the service wants them.

const STEP = 0x8000; // bytes; as many arguments a call takes

export class FileError extends Error {}

/** A file as `{name, data}`, data in base64. Raises FileError where the service would not take it. */
export async function packed(file, settings) {
  const suffix = suffixOf(file.name);
  if (ROWS.has(suffix)) {
    throw new FileError(`${file.name} holds rows of many articles. Use calque check or calque batch for it.`);
  }
  if (BINARY.has(suffix)) throw new FileError(`${file.name} can't be read. Save it as .docx, .html or .txt.`);
  const limit = settings?.limits?.body;
  if (limit && file.size * 1.4 > limit) {
    throw new FileError(`${file.name} has ${megabytes(file.size)}; the service takes up to ${megabytes(limit / 1.4)}.`);
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  let said = "";
  for (let at = 0; at < bytes.length; at += STEP) said += String.fromCharCode(...bytes.subarray(at, at + STEP));
  return { name: file.name, data: btoa(said) };
}

/** The bytes of `{data}` as a Blob. */
export function unpacked(file) {
  return new Blob([Uint8Array.from(atob(file.data), (char) => char.charCodeAt(0))], { type: "application/octet-stream" });
}

/** Hand a Blob to the reader as a download. */
export function download(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

export const suffixOf = (name) => /\.[^./\\]+$/.exec(name.toLowerCase())?.[0] ?? "";

/** The name of the mended file: `draft.docx` becomes `draft.reviewed.docx`. */
export function reviewed(name) {
  const suffix = /\.[^./\\]+$/.exec(name)?.[0] ?? "";
  return `${suffix ? name.slice(0, -suffix.length) : name}.reviewed${suffix || ".txt"}`;
}

export function megabytes(bytes) {
  if (bytes < 100_000) return `${Math.max(1, Math.round(bytes / 1000)).toLocaleString("en")} KB`;
  return `${(bytes / 1_000_000).toLocaleString("en", { maximumFractionDigits: 1 })} MB`;
}

const ROWS = new Set([".jsonl", ".csv", ".tsv", ".parquet", ".gz", ".zst"]);
const BINARY = new Set([".doc", ".odt", ".rtf", ".pdf", ".pages", ".xlsx", ".pptx", ".png", ".jpg", ".jpeg", ".zip"]);

/**
 * The colours of code. The highlighter is an optional file of the server, large, and so loaded when code is shown first;
 * without it code is plain text.
 *
 * It answers in markup. None of it goes into the page: what it says is read here, class names and text, and anything
 * else makes the code plain.
 */

import { element } from "./dom.js";
import { loadVendor } from "./vendor.js";

/** The languages among which one is guessed where the title names none. */
const guessed = [
  "bash", "c", "cpp", "cs", "css", "go", "java", "javascript", "json", "kotlin", "php", "python", "ruby", "rust", "sql",
  "swift", "typescript", "xml", "yaml",
];
/** Less than this says too little to guess from, and more than this is not needed, in characters. */
const sample = { least: 200, most: 4000 };

const entities = { "&lt;": "<", "&gt;": ">", "&amp;": "&", "&quot;": '"', "&#x27;": "'" };
const markup = /<span class="([\w -]*)">|(<\/span>)|([^<]+)/gy;

/** Loads the highlighter; never fails. */
export function loadHighlighter() {
  return loadVendor("highlight.min.js");
}

/** The language of a text, as its title has it (`tides.py`) or as it looks; `null` as long as that is not known. */
export function languageOf(title, text, isWhole) {
  const highlighter = globalThis.hljs;
  if (!highlighter) return null;
  const ending = /\.([\w+-]{1,12})\)?$/.exec(title.trim())?.[1].toLowerCase();
  if (ending && highlighter.getLanguage(ending)) return ending;
  if (!isWhole && text.length < sample.least) return null;
  const known = guessed.filter((name) => highlighter.getLanguage(name));
  return highlighter.highlightAuto(text.slice(0, sample.most), known).language ?? null;
}

/**
 * The nodes of a piece of code, and the state in which the next piece goes on, as `{ nodes, state }`; `null` when the
 * highlighter cannot say.
 */
export function highlight(language, text, state) {
  try {
    const { value, top } = globalThis.hljs.highlight(language, text, true, state);
    const nodes = nodesOf(value);
    return nodes?.textContent === text ? { nodes, state: top } : null;
  } catch {
    return null;
  }
}

/** The nodes that spans and text stand for, or `null` when there is anything else. */
export function nodesOf(html) {
  const root = document.createDocumentFragment();
  const open = [root];
  let end = 0;
  for (const [whole, className, isEnd, text] of html.matchAll(markup)) {
    end += whole.length;
    if (text !== undefined) {
      open.at(-1).append(text.replace(/&(?:lt|gt|amp|quot|#x27);/g, (entity) => entities[entity]));
    } else if (isEnd) {
      if (open.length === 1) return null;
      open.pop();
    } else {
      const node = element("span", { class: className });
      open.at(-1).append(node);
      open.push(node);
    }
  }
  return end === html.length && open.length === 1 ? root : null;
}

/**
 * Nodes from what the Markdown parser understood. No markup is ever written or read: each element is made by name,
 * from the few names below, and every text goes in as text. So nothing that a model writes can become anything else.
 */

import { element } from "./dom.js";
import { icon } from "./icons.js";

const elements = {
  paragraph_open: "p",
  blockquote_open: "blockquote",
  bullet_list_open: "ul",
  ordered_list_open: "ol",
  list_item_open: "li",
  table_open: "table",
  thead_open: "thead",
  tbody_open: "tbody",
  tr_open: "tr",
  th_open: "th",
  td_open: "td",
  em_open: "em",
  strong_open: "strong",
  s_open: "s",
};

const linkSchemes = new Set(["http:", "https:", "mailto:", "tel:"]);

/** The nodes of these tokens. */
export function nodesOf(tokens) {
  const root = document.createDocumentFragment();
  const open = [root];
  for (const token of tokens) take(token, open);
  return root;
}

function take(token, open) {
  const here = open.at(-1);
  if (token.hidden) return;
  if (token.nesting > 0) {
    const node = opened(token);
    here.append(token.type === "table_open" ? framedTable(node) : node);
    open.push(node);
    return;
  }
  if (token.nesting < 0) {
    if (open.length > 1) open.pop();
    return;
  }
  switch (token.type) {
    case "inline":
      for (const child of token.children) take(child, open);
      break;
    case "softbreak":
      here.append("\n");
      break;
    case "hardbreak":
      here.append(element("br"));
      break;
    case "hr":
      here.append(element("hr"));
      break;
    case "code_inline":
      here.append(element("code", {}, token.content));
      break;
    case "code_block":
    case "fence":
      here.append(codeBlock(token));
      break;
    case "image":
      here.append(picture(token));
      break;
    default:
      here.append(token.content);
  }
}

function opened(token) {
  if (token.type === "link_open") return link(token);
  if (token.type === "heading_open") return element(/^h[1-6]$/.test(token.tag) ? token.tag : "p");
  const node = element(elements[token.type] ?? "span");
  if (token.type === "ordered_list_open") {
    const start = Number(token.attrGet("start") ?? 1);
    if (start !== 1) node.start = start;
  }
  const align = /text-align:\s*(right|center)/.exec(token.attrGet("style") ?? "");
  if (align) node.setAttribute("align", align[1]);
  return node;
}

/** A link to another place; an address of any other kind, or within this page, leaves only its text. */
function link(token) {
  const url = parsed(token.attrGet("href"));
  if (!url || !linkSchemes.has(url.protocol)) return element("span");
  return element("a", {
    href: url.href, title: token.attrGet("title"), target: "_blank", rel: "noopener noreferrer nofollow",
  });
}

/** Pictures from elsewhere are fetched only when the reader asks: their address can carry what was said here. */
function picture(token) {
  const name = token.content || "Picture";
  const url = parsed(token.attrGet("src"));
  if (url?.protocol !== "https:") return document.createTextNode(name);
  return element(
    "button", { class: "image-offer", type: "button", "data-image": url.href, "data-alt": token.content },
    icon("image"), element("span", {}, name), element("span", { class: "image-host" }, `Show from ${url.host}`),
  );
}

function codeBlock(token) {
  const language = /^[\w+#.-]{1,30}/.exec((token.info ?? "").trim())?.[0] ?? "text";
  return element(
    "div", { class: "code-block" },
    element(
      "div", { class: "code-head" },
      element("span", { class: "code-language" }, language),
      element(
        "button", { class: "code-copy", type: "button", "data-copy-code": true, "aria-label": "Copy this code" },
        icon("copy"), element("span", {}, "Copy"),
      ),
    ),
    element("pre", { tabindex: "0" }, element("code", {}, token.content)),
  );
}

function framedTable(table) {
  return element("div", { class: "table-frame", tabindex: "0", role: "group", "aria-label": "Table" }, table);
}

/** An absolute address, or `null`. */
function parsed(address) {
  try {
    return new URL(address);
  } catch {
    return null;
  }
}

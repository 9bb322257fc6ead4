/** The list's place: beside the conversation on a wide screen, a drawer over it on a narrow one. */

import { setCover } from "./covers.js";
import { byID } from "./dom.js";
import { keepWord } from "./storage.js";

const narrow = matchMedia("(max-width: 820px)");

export function setUpSidebar() {
  const root = document.documentElement;
  const opener = byID("sidebar-open");

  const isOver = () => root.dataset.drawer === "open";
  const isShown = () => (narrow.matches ? isOver() : root.dataset.sidebar !== "closed");

  const refresh = () => {
    opener.setAttribute("aria-expanded", String(isShown()));
    // What cannot be seen cannot be reached either.
    byID("sidebar").inert = !isShown();
    setCover("sidebar", narrow.matches && isOver());
  };

  const setOver = (value) => {
    if (value) root.dataset.drawer = "open";
    else delete root.dataset.drawer;
    refresh();
    (value ? byID("sidebar-close") : opener).focus();
  };

  const setShown = (value) => {
    if (value) delete root.dataset.sidebar;
    else root.dataset.sidebar = "closed";
    keepWord("sidebar", value ? null : "closed");
    refresh();
    (value ? byID("sidebar-close") : opener).focus();
  };

  opener.addEventListener("click", () => (narrow.matches ? setOver(true) : setShown(true)));
  byID("sidebar-close").addEventListener("click", () => (narrow.matches ? setOver(false) : setShown(false)));
  byID("scrim").addEventListener("click", () => setOver(false));
  narrow.addEventListener("change", () => {
    delete root.dataset.drawer;
    refresh();
  });
  refresh();

  return {
    /** Closes the drawer when it lies over the conversation; true when it did. */
    closeIfOver() {
      if (!narrow.matches || !isOver()) return false;
      setOver(false);
      return true;
    },
  };
}

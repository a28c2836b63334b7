// Enhances pages that are complete without it. It computes no reach: it fetches the page of the new query and shows that.
// Text from the data is moved as nodes or textContent, never as HTML.

const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
const phone = matchMedia("(max-width: 599px)");
const narrow = matchMedia("(max-width: 899px)");
const calm = matchMedia("(prefers-reduced-motion: reduce)");

async function read(address, signal) {
  const answer = await fetch(address, { headers: { Accept: "text/html" }, signal });
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

// --- Search: type-ahead over names, abbreviations and aliases; Enter without a choice sends the form.

function typeAhead(form) {
  const input = $("input", form);
  const list = document.createElement("ul");
  list.className = "list";
  list.id = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Records found");
  list.hidden = true;
  form.append(list);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");
  let chosen = -1;
  let waiting = 0;
  let asking = null;

  const close = () => {
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (next) => {
    const options = [...list.children];
    if (!options.length) return;
    chosen = (next + options.length) % options.length;
    options.forEach((option, at) => option.setAttribute("aria-selected", String(at === chosen)));
    input.setAttribute("aria-activedescendant", options[chosen].id);
    options[chosen].scrollIntoView({ block: "nearest" });
  };
  const show = (page) => {
    list.replaceChildren();
    for (const [at, found] of $$(".found a[data-name]", page).slice(0, 8).entries()) {
      const option = document.createElement("li");
      option.id = `suggestion-${at}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      const link = document.createElement("a");
      link.href = found.getAttribute("href");
      link.tabIndex = -1;
      link.textContent = found.dataset.name;
      const state = $(".standing", found.parentElement);
      if (state) {
        const words = document.createElement("span");
        words.className = "dim";
        words.textContent = ` ${state.textContent.trim()}`;
        link.append(words);
      }
      option.append(link);
      list.append(option);
    }
    chosen = -1;
    list.hidden = !list.children.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
  };
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    asking?.abort();
    const text = input.value.trim();
    if (text.length < 2) return close();
    waiting = setTimeout(async () => {
      asking = new AbortController();
      try {
        show(await read(`/find?q=${encodeURIComponent(text)}`, asking.signal));
      } catch (reason) {
        if (reason.name !== "AbortError") close(); // the form still works
      }
    }, 150);
  });
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown") choose(chosen + 1);
    else if (event.key === "ArrowUp") choose(chosen - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && chosen >= 0) location.assign($("a", list.children[chosen]).href);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget)) close();
  });
}

// --- The explorer: links and the form change the query; the server draws what that means.

let turn = 0;

const boxOf = (link) => link?.querySelector?.(":scope > .dr-box");
const linkOf = (element) => (element?.matches(".dr-box") ? element.parentElement : element);

function nameOf(element) {
  // What is focused, by what it stands for, so that it is found again on the new page.
  const link = element?.closest?.("a, button, input, select");
  if (!link) return null;
  if (boxOf(link)) return `.pane [data-places="${CSS.escape(boxOf(link).dataset.places)}"]`;
  if (link.dataset.origin) return `a.rung[data-origin="${CSS.escape(link.dataset.origin)}"]`;
  return link.id ? `#${CSS.escape(link.id)}` : null;
}

async function go(address, { push = true, replace = false, focus = null } = {}) {
  const mine = ++turn;
  const main = $("#main");
  main.setAttribute("aria-busy", "true");
  let page;
  try {
    page = await read(address);
  } catch {
    location.assign(address);
    return;
  }
  if (mine !== turn) return;
  const next = $("#main", page);
  if (!next) return location.assign(address);
  const pane = $(".map .pane");
  const place = pane ? [pane.scrollLeft, pane.scrollTop] : null;
  const open = $(".map")?.classList.contains("open");
  const controls = $(".controls")?.open;
  const from = nameOf(document.activeElement);
  if (push && !replace) {
    history.replaceState({ ...history.state, focus: from, scroll: scrollY }, "");
    history.pushState({}, "", address);
  } else if (replace) history.replaceState(history.state, "", address);
  document.title = page.title;
  main.replaceWith(document.adoptNode(next));
  next.removeAttribute("aria-busy");
  if (controls && $(".controls")) $(".controls").open = true;
  start();
  if (open) $(".map")?.classList.add("open");
  const paneNow = $(".map .pane");
  if (place && paneNow) paneNow.scrollTo(...place);
  const target = linkOf((focus && $(focus)) || $("#evidence") || (from && $(from)));
  target?.focus({ preventScroll: true });
  if (target?.id === "evidence") {
    const { top } = target.getBoundingClientRect();
    if (top < 0 || top > innerHeight * 0.6) target.scrollIntoView({ block: "start" });
  } else keepInView(target);
}

function keepInView(box) {
  // The map pans so that the drawer never covers what is focused.
  const pane = $(".map .pane");
  if (!box || !pane?.contains(box)) return;
  const drawer = !narrow.matches && $("#evidence") ? 380 : 0;
  const own = box.getBoundingClientRect();
  const view = pane.getBoundingClientRect();
  if (own.right > view.right - drawer) pane.scrollLeft += own.right - (view.right - drawer) + 16;
  if (own.left < view.left) pane.scrollLeft -= view.left - own.left + 16;
  if (own.bottom > view.bottom) pane.scrollTop += own.bottom - view.bottom + 16;
  if (own.top < view.top) pane.scrollTop -= view.top - own.top + 16;
}

function clear() {
  const link = $("#clear");
  if (!link) return false;
  const query = new URLSearchParams(location.search);
  const origin = query.get("from");
  const back = origin
    ? [`.pane [data-places~="${CSS.escape(origin)}"]`, `a.rung[data-origin="${CSS.escape(origin)}"]`]
    : [];
  const shown = back.find((one) => $(one)?.getClientRects().length);
  go(link.href, { focus: pinnedFrom && $(pinnedFrom) ? pinnedFrom : shown || "#ladder-title" });
  return true;
}

let pinnedFrom = null;

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
  if (!$("#ask") || !$("#main").contains(link)) return;
  const href = link.href.baseVal ?? link.href;
  const address = new URL(href, location.href);
  if (address.origin !== location.origin || address.pathname !== "/") return;
  if (link.id === "show-map" || (link.getAttribute("href") ?? "").startsWith("#")) return;
  event.preventDefault();
  if (link.id === "clear") return void clear();
  if (boxOf(link) || link.dataset.origin) pinnedFrom = nameOf(link);
  address.hash = "";
  go(address.pathname + address.search);
});

document.addEventListener("submit", (event) => {
  if (event.target.id !== "ask") return;
  event.preventDefault();
  ask(event.target, {});
});

function ask(form, how) {
  const given = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value) given.append(name, value);
  for (const name of ["from", "route", "flow"]) {
    const value = new URLSearchParams(location.search).get(name);
    if (value) given.append(name, value);
  }
  go(given.size ? `/?${given}` : "/", how);
}

addEventListener("popstate", (event) => {
  if (!$("#ask")) return location.reload();
  const state = event.state ?? {};
  go(location.pathname + location.search, { push: false, focus: state.focus }).then(() => {
    if (state.scroll !== undefined) scrollTo({ top: state.scroll, behavior: "instant" });
  });
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && !event.defaultPrevented && $("#clear")) {
    if (clear()) event.preventDefault();
    return;
  }
  if (event.target.matches?.("input, select, textarea, [contenteditable]")) return;
  if (event.key === "/") $("#q").focus();
  else if (event.key === "+" || event.key === "=") zoom(1.25);
  else if (event.key === "-") zoom(0.8);
  else if (event.key === "0") zoom(0);
  else return;
  event.preventDefault();
});

// --- The map: one stop for Tab, arrow keys between boxes, previews, pan and zoom.

let scale = 1;

function zoom(by) {
  // The text of the map never gets smaller than 9 px: the least is three quarters of its natural size.
  const picture = $(".map .pane svg");
  if (!picture) return;
  const { width, height } = picture.viewBox.baseVal;
  const fit = Math.min(1, ($(".map .pane").clientWidth - 4) / width);
  scale = Math.min(4, Math.max(0.75, by ? scale * by : fit));
  picture.setAttribute("width", String(Math.round(width * scale)));
  picture.setAttribute("height", String(Math.round(height * scale)));
  picture.classList.add("zoomed");
}

function tool(text, label, act) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = text;
  button.setAttribute("aria-label", label);
  button.addEventListener("click", act);
  return button;
}

function map(root) {
  const pane = $(".pane", root);
  const boxes = $$("a > .dr-box", pane).map((box) => box.parentElement);
  const tools = document.createElement("div");
  tools.className = "tools";
  const show = $("#show-map", root);
  show.addEventListener("click", (event) => {
    event.preventDefault();
    show.textContent = root.classList.toggle("open") ? "Hide the map" : "Show the map";
  });
  const step = (x, y) => pane.scrollBy({ left: x, top: y, behavior: calm.matches ? "instant" : "smooth" });
  tools.append(
    tool("+", "Larger", () => zoom(1.25)),
    tool("−", "Smaller", () => zoom(0.8)),
    tool("Fit", "Fit the map", () => zoom(0)),
    tool("←", "Pan left", () => step(-200, 0)),
    tool("→", "Pan right", () => step(200, 0)),
    tool("↑", "Pan up", () => step(0, -200)),
    tool("↓", "Pan down", () => step(0, 200)),
  );
  pane.before(tools);
  pane.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      zoom(event.deltaY < 0 ? 1.1 : 1 / 1.1);
    },
    { passive: false },
  );
  const routes = new Map($$("a.rung").map((rung) => [rung.dataset.origin, rung.dataset.flows.split(" ")]));
  const light = (flows, on) => {
    for (const flow of flows) for (const arrow of $$(`.dr-arrow[data-flows~="${CSS.escape(flow)}"]`, pane)) arrow.classList.toggle("lit", on);
  };
  const previewed = [
    ...boxes.map((box) => [box, boxOf(box).dataset.places.split(" ").flatMap((place) => routes.get(place) ?? [])]),
    ...$$("a.rung").map((rung) => [rung, routes.get(rung.dataset.origin)]),
  ];
  for (const [one, flows] of previewed) {
    one.addEventListener("pointerenter", () => light(flows, true));
    one.addEventListener("focus", () => light(flows, true));
    one.addEventListener("pointerleave", () => light(flows, false));
    one.addEventListener("blur", () => light(flows, false));
  }
  if (!boxes.length) return;
  const middle = new Map(boxes.map((box) => [box, box.getBBox()]));
  const centre = (box) => {
    const { x, y, width, height } = middle.get(box);
    return [x + width / 2, y + height / 2];
  };
  const rove = (box) => {
    for (const one of boxes) one.setAttribute("tabindex", one === box ? "0" : "-1");
  };
  rove(boxes.find((box) => $(".dr-pinned", box)) ?? boxes[0]);
  const ahead = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
  pane.addEventListener("focusin", (event) => {
    const box = boxOf(event.target.closest("a")) && event.target.closest("a");
    if (box) rove(box);
    if (box) keepInView(box);
  });
  pane.addEventListener("keydown", (event) => {
    const box = boxOf(event.target.closest?.("a")) && event.target.closest("a");
    if (!box) return;
    let next = null;
    if (event.key in ahead) {
      const [dx, dy] = ahead[event.key];
      const [x, y] = centre(box);
      let least = Infinity;
      for (const other of boxes) {
        const [ox, oy] = centre(other);
        const along = (ox - x) * dx + (oy - y) * dy;
        const cost = along + 2 * Math.abs((ox - x) * dy + (oy - y) * dx);
        if (other !== box && along > 1 && cost < least) [least, next] = [cost, other];
      }
    } else if (event.key === "Home" || event.key === "End") {
      const by = (one) => centre(one)[0] * (event.key === "Home" ? 1 : -1);
      next = boxes.reduce((best, one) => (by(one) < by(best) - 1 ? one : best));
    } else if (event.key === " ") {
      box.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
    } else return;
    event.preventDefault();
    next?.focus();
  });
}

function start() {
  const root = $(".map");
  scale = 1;
  if (root && $(".pane", root)) map(root);
  if (root?.matches(".drawn.pinned")) {
    zoom(0);
    const pinned = $(".pane .dr-pinned")?.getBoundingClientRect();
    const pane = $(".pane", root);
    if (pinned) pane.scrollTop += pinned.top - pane.getBoundingClientRect().top - pane.clientHeight / 2;
    if (pinned && !narrow.matches) keepInView($(".pane .dr-pinned").closest("a"));
  }
  const evidence = $("#evidence");
  const rung = $("a.rung[aria-current]");
  if (evidence && rung && phone.matches) rung.after(evidence); // the list of steps opens under its row
  if (evidence) evidence.dataset.ready = "true";
}

const form = $("form.find");
if (form) typeAhead(form);
start();
document.documentElement.dataset.ready = "true";

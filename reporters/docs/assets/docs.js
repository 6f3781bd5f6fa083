// What the pages do beyond what HTML does by itself. Every text is put in as text, never as markup.
(() => {
  const SHOWN = 24;
  const KINDS = [
    "operation",
    "cause",
    "page",
    "code",
    "contradiction",
    "rule",
    "field",
    "header",
    "test data",
    "case",
  ];
  const byId = (id) => document.getElementById(id);

  function startSearch() {
    const [input, list, status] = ["search", "search-results", "search-count"].map(byId);
    let index;
    input.closest(".search").hidden = false;
    input.addEventListener("input", show);
    input.addEventListener("focus", show);
    input.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown") moveTo(event, list.querySelector("a"));
      if (event.key === "Enter") list.querySelector("a")?.click();
    });
    list.addEventListener("keydown", (event) => {
      const item = event.target.closest("li");
      if (event.key === "ArrowDown") moveTo(event, item.nextElementSibling?.querySelector("a"));
      if (event.key === "ArrowUp") moveTo(event, item.previousElementSibling?.querySelector("a") ?? input);
    });
    list.addEventListener("click", hide);
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !list.hidden) {
        hide();
        input.focus();
        hide();
      }
      if (event.key === "/" && !/^(INPUT|TEXTAREA)$/.test(document.activeElement?.tagName ?? ""))
        moveTo(event, input);
    });
    document.addEventListener("focusin", (event) => {
      if (!input.parentElement.contains(event.target)) hide();
    });
    document.addEventListener("click", (event) => {
      if (!input.parentElement.contains(event.target)) hide();
    });

    /** The index grows with the API, so a page loads it when somebody wants to search and not before. */
    function show() {
      if (!globalThis.SEARCH_INDEX) return load("assets/search-index.js", show);
      index ??= globalThis.SEARCH_INDEX.map((entry) => ({
        entry,
        title: folded(entry.title),
        all: folded(`${entry.title} ${entry.of} ${entry.words} ${entry.kind}`),
      }));
      const words = folded(input.value).split(/\s+/).filter(Boolean);
      if (words.length === 0) return hide();
      const found = index
        .filter(({ all }) => words.every((word) => all.includes(word)))
        .sort((a, b) => weight(a, words) - weight(b, words));
      list.replaceChildren(
        ...(found.length === 0 ? [nothing()] : found.slice(0, SHOWN).map(({ entry }) => item(entry))),
      );
      status.textContent = found.length === 1 ? "1 place found" : `${found.length} places found`;
      list.hidden = false;
    }
    function hide() {
      list.hidden = true;
      status.textContent = "";
    }
  }

  function weight({ entry, title }, words) {
    const inTitle = words.every((word) => title.includes(word)) ? 0 : 100;
    const begins = words.some((word) => title.startsWith(word)) ? 0 : 10;
    return inTitle + begins + KINDS.indexOf(entry.kind);
  }

  function item({ kind, title, of, href }) {
    const link = document.createElement("a");
    link.href = href;
    link.append(span(kind, "small"), span(title), ...(of ? [span(of, "small")] : []));
    const line = document.createElement("li");
    line.append(link);
    return line;
  }

  function nothing() {
    const line = document.createElement("li");
    line.className = "nothing";
    line.textContent = "Nothing found. Codes, fields, case ids and the pages' own words can be searched for.";
    return line;
  }

  function span(text, name) {
    const element = document.createElement("span");
    element.textContent = text;
    if (name) element.className = name;
    return element;
  }

  function folded(text) {
    return text.normalize("NFC").toLowerCase();
  }

  function moveTo(event, element) {
    if (!element) return;
    event.preventDefault();
    element.focus();
  }

  function startTheme() {
    const button = byId("theme");
    const root = document.documentElement;
    const isDark = () =>
      root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    const name = () => {
      button.textContent = isDark() ? "Light" : "Dark";
      button.setAttribute("aria-label", isDark() ? "Use light colours" : "Use dark colours");
    };
    const kept = remembered();
    if (kept) root.dataset.theme = kept;
    name();
    button.hidden = false;
    button.addEventListener("click", () => {
      root.dataset.theme = isDark() ? "light" : "dark";
      remember(root.dataset.theme);
      name();
    });
  }

  // Pages from disk may be refused a place to remember things.
  function remembered() {
    try {
      return localStorage.getItem("theme");
    } catch {
      return null;
    }
  }
  function remember(theme) {
    try {
      localStorage.setItem("theme", theme);
    } catch {
      return;
    }
  }

  /** What travelled in a case comes when somebody unfolds it, in the place where the page says where it stands. */
  function startExchanges() {
    for (const place of document.querySelectorAll("[data-exchanges]")) {
      const fold = place.closest("details");
      const show = () => {
        if (!fold.open || !place.isConnected) return;
        load(place.dataset.file, () => {
          const html = globalThis.EXCHANGES?.[place.dataset.exchanges];
          if (html === undefined || !place.isConnected) return;
          const part = document.createElement("div");
          part.innerHTML = html;
          place.replaceWith(part);
          startCopying(part);
        });
      };
      fold.addEventListener("toggle", show);
      show();
    }
  }

  /** Runs what is given when a script of the page's own folder is there; it is loaded once. */
  function load(file, then) {
    const id = `loaded-${file}`;
    const script = byId(id) ?? document.createElement("script");
    if (script.dataset.done) return then();
    script.addEventListener("load", () => {
      script.dataset.done = "true";
      then();
    });
    if (script.id) return;
    script.id = id;
    script.src = file;
    document.head.append(script);
  }

  function startCopying(part = document) {
    if (!navigator.clipboard) return;
    for (const text of part.querySelectorAll("[data-copy]")) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = "Copy";
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(text.textContent);
        button.textContent = "Copied";
      });
      text.parentElement.prepend(button);
    }
  }

  /** Narrows the rows of a section to those of the outcome, level and kind that are chosen. */
  function startFilters() {
    for (const filter of document.querySelectorAll("[data-filter]")) {
      const part = filter.parentElement;
      const rows = [...part.querySelectorAll("tr[data-outcome]")];
      const choices = [...filter.querySelectorAll("select")];
      if (choices.length === 0) continue;
      filter.hidden = false;
      filter.addEventListener("change", () => narrow(filter, part, rows, choices));
    }
    for (const link of document.querySelectorAll("[data-choose]")) {
      link.addEventListener("click", () => {
        const select = byId(`filter-${link.dataset.of}-outcome`);
        if (!select) return;
        select.value = link.dataset.choose;
        select.dispatchEvent(new Event("change", { bubbles: true }));
      });
    }
  }

  function narrow(filter, part, rows, choices) {
    const isChosen = (row) => choices.every(({ name, value }) => value === "" || row.dataset[name] === value);
    for (const row of rows) row.hidden = !isChosen(row);
    const isNarrow = choices.some(({ value }) => value !== "");
    for (const fold of part.querySelectorAll("details:has(tr[data-outcome])"))
      fold.open = isNarrow && fold.querySelector("tr[data-outcome]:not([hidden])") !== null;
    const left = rows.filter(({ hidden }) => !hidden).length;
    filter.querySelector("[role=status]").textContent = isNarrow ? `${left} of ${rows.length} rows` : "";
  }

  /** A link into something folded unfolds it. */
  function unfold() {
    const target = byId(decodeURIComponent(location.hash.slice(1)));
    for (let element = target; element; element = element.parentElement) {
      if (element.tagName === "DETAILS") element.open = true;
    }
    if (target) target.scrollIntoView();
  }

  function start() {
    const menu = document.querySelector(".menu");
    if (menu && matchMedia("(max-width: 52rem)").matches) menu.open = false;
    startSearch();
    startTheme();
    startCopying();
    startExchanges();
    startFilters();
    if (location.hash) unfold();
    addEventListener("hashchange", unfold);
  }
  start();
})();

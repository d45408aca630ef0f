/* Figures of Sapporo.OpenData on other sites, version 1. Without dependencies, cookies or tracking.
   - <sapporo-opendata kind="municipality|projects|indicator|summary" …> shows a figure; what stands inside it shows
     before it is loaded, where it cannot be loaded, and where no script runs.
   - An <iframe> with a figure gets the height of its content. Inside of it, the same script tells that height. */
(() => {
  "use strict";
  const home = "{{home}}"; // the address that this script was served from
  const style = "{{style}}";
  const name = "sapporo-opendata";
  const top = document.documentElement;

  // Inside the iframe: tell the height, at every change and when asked.
  if (top.hasAttribute("data-" + name)) {
    if (parent === window) return;
    const tell = () => parent.postMessage({ [name]: Math.ceil(document.body.getBoundingClientRect().height) }, "*");
    const start = () => new ResizeObserver(tell).observe(document.body);
    addEventListener("message", event => event.source === parent && event.data?.[name] === "height" && document.body && tell());
    return document.body ? start() : addEventListener("DOMContentLoaded", start);
  }

  if (customElements.get(name)) return; // loaded twice

  // Around the iframe: only a frame of ours that speaks for itself gets the height that it tells.
  const origin = new URL(home).origin;
  const frames = () => [...document.querySelectorAll("iframe")].filter(frame => frame.src.startsWith(home + "/embed/"));
  addEventListener("message", event => {
    const height = event.origin === origin ? event.data?.[name] : 0;
    if (Number.isInteger(height) && height > 0 && height < 20000) {
      for (const frame of frames().filter(frame => frame.contentWindow === event.source)) {
        frame.style.border = 0;
        frame.style.height = height + "px";
      }
    }
  });
  const ask = () => frames().forEach(frame => frame.contentWindow?.postMessage({ [name]: "height" }, "*"));
  ask(); // frames that told theirs before this script ran
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", ask);

  let sheet;
  try {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
  } catch { /* an old browser shows the figure without our style */ }

  // Kind: its path around the key, the attribute that holds the key, the options that it takes.
  const kinds = {
    municipality: ["municipalities/", "code", "", ["measures", "years"]],
    projects: ["municipalities/", "code", "/projects", ["fiscalYear"]],
    indicator: ["indicators/", "id", "", ["years"]],
    summary: ["evaluations/", "year", "", []],
  };

  customElements.define(name, class extends HTMLElement {
    static observedAttributes = ["kind", "code", "id", "year", "lang", "release", "measures", "years", "fiscalyear"];
    #root = this.attachShadow({ mode: "open" });
    #loading;
    #planned = false;

    constructor() {
      super();
      if (sheet) this.#root.adoptedStyleSheets = [sheet];
      this.#show();
    }

    connectedCallback() { this.#plan(); }
    attributeChangedCallback() { this.#plan(); }
    disconnectedCallback() { this.#loading?.abort(); }

    // Several attributes that change together make one request.
    #plan() {
      if (this.#planned) return;
      this.#planned = true;
      queueMicrotask(() => {
        this.#planned = false;
        if (this.isConnected) this.#load();
      });
    }

    #address() {
      const kind = kinds[this.getAttribute("kind")];
      const key = kind && this.getAttribute(kind[1]);
      if (!key) return null;
      const address = new URL(home + "/embed/" + kind[0] + encodeURIComponent(key) + kind[2]);
      for (const option of [...kind[3], "release"]) {
        const value = this.getAttribute(option);
        if (value) address.searchParams.set(option, value);
      }
      const lang = this.closest("[lang]")?.lang ?? "";
      if (/^en\b/i.test(lang)) address.searchParams.set("lang", "en");
      address.searchParams.set("format", "fragment");
      return address;
    }

    async #load() {
      this.#loading?.abort();
      const { signal } = this.#loading = new AbortController();
      let html;
      try {
        const address = this.#address();
        const answer = address && await fetch(address, { signal, credentials: "omit", referrerPolicy: "no-referrer" });
        if (answer?.ok) html = await answer.text();
      } catch { /* not reachable: what stands inside the element shows */ }
      if (!signal.aborted) this.#show(html);
    }

    #show(html) {
      try {
        this.#root.innerHTML = html ?? "<slot></slot>";
      } catch {
        this.#root.replaceChildren(document.createElement("slot")); // the page forbids HTML from text
      }
      const table = this.#root.querySelector("div"); // it may scroll sideways: by keyboard, too
      if (table) {
        table.tabIndex = 0;
        table.setAttribute("role", "group");
        table.setAttribute("aria-label", table.querySelector("caption")?.textContent ?? "");
      }
    }
  });
})();

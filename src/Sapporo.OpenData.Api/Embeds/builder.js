/* The page that makes snippets, made quicker: the preview follows the form, fields that do not apply go away, a button copies. */
(() => {
  "use strict";
  const form = document.getElementById("Embed.form");
  const status = document.getElementById("Embed.status");
  const result = document.getElementById("Embed.result");
  let loading;
  let typing;

  const fit = () => {
    const kind = new FormData(form).get("kind");
    for (const field of form.querySelectorAll("[data-kinds]")) field.hidden = !field.dataset.kinds.split(" ").includes(kind);
  };

  const address = () => {
    const fields = [...new FormData(form)].filter(([, value]) => value !== "");
    return form.getAttribute("action") + "?" + new URLSearchParams(fields);
  };

  const copyable = () => {
    for (const box of result.querySelectorAll("textarea")) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = status.dataset.copy;
      button.setAttribute("aria-describedby", box.id + ".title");
      button.addEventListener("click", () => copy(box));
      box.after(button);
    }
  };

  const copy = async box => {
    try {
      await navigator.clipboard.writeText(box.value);
    } catch {
      box.select();
      document.execCommand("copy");
    }
    say("");
    setTimeout(() => say(status.dataset.copied), 50); // the same words once more are said once more
  };

  const say = text => { status.textContent = text; };

  const update = async () => {
    loading?.abort();
    const { signal } = loading = new AbortController();
    const to = address();
    try {
      const answer = await fetch(to, { signal });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const made = page.getElementById("Embed.result");
      if (!answer.ok || !made) throw new Error(answer.statusText);
      if (signal.aborted) return;
      result.replaceChildren(...made.childNodes);
      history.replaceState(null, "", to);
      copyable();
      say(status.dataset.updated);
    } catch {
      if (!signal.aborted) say(status.dataset.failed);
    }
  };

  form.addEventListener("change", () => { clearTimeout(typing); fit(); update(); });
  form.addEventListener("input", event => {
    if (event.target.name === "years") {
      clearTimeout(typing);
      typing = setTimeout(update, 600);
    }
  });
  addEventListener("pageshow", () => { fit(); }); // a page that comes back keeps what was chosen
  fit();
  copyable();
})();

// What pages do beside what the server draws: copy, close menus, open dialogs, show a chosen picture.
"use strict";

const said = (text) => {
  const place = document.querySelector("#said");
  if (place) place.textContent = text;
};

document.addEventListener("click", async (event) => {
  const copy = event.target.closest("[data-copy]");
  if (copy) {
    const shown = [...(copy.closest("[data-code]")?.querySelectorAll("pre") ?? [])].find((pre) => pre.offsetParent);
    try {
      await navigator.clipboard.writeText(copy.dataset.copy || shown?.innerText || "");
      said(document.body.dataset.copied);
    } catch {
      const range = document.createRange();
      const text = copy.closest("[data-code], .secret")?.querySelector("pre, code");
      if (text) {
        range.selectNodeContents(text);
        getSelection().removeAllRanges();
        getSelection().addRange(range);
      }
    }
  }
  for (const menu of document.querySelectorAll("details.menu[open]"))
    if (!menu.contains(event.target)) menu.open = false;
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    const menu = document.querySelector("details.menu[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  }
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.target.closest("form.composer")?.requestSubmit();
});

// A dialog comes open, for browsers without script; here it holds the focus and closes with Escape.
for (const dialog of document.querySelectorAll("dialog[data-back]")) {
  dialog.removeAttribute("open");
  dialog.showModal();
  dialog.addEventListener("close", () => location.assign(dialog.dataset.back));
}

// The link that was opened signs in with one more request, which changes something and so is no GET.
document.querySelector("form[data-at-once]")?.requestSubmit();

// No form is sent twice by a double click.
document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (button) setTimeout(() => (button.disabled = true));
  setTimeout(() => button && (button.disabled = false), 8000);
});

// The first frame: chosen, dropped or pasted, with the part of it that the film will show.
const drop = document.querySelector(".drop");
if (drop) {
  const file = drop.querySelector("input[type=file]");
  const svg = (name, attributes) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };
  const tall = () => Boolean(document.querySelector('[name="aspect_ratio"][value="9:16"]:checked'));
  const crop = () => {
    const shown = drop.querySelector("svg.crop");
    if (!shown) return;
    const [width, height] = [Number(shown.dataset.width), Number(shown.dataset.height)];
    const ratio = tall() ? 9 / 16 : 16 / 9;
    const wide = Math.min(width, height * ratio);
    const high = wide / ratio;
    const [x, y] = [(width - wide) / 2, (height - high) / 2];
    shown.querySelector(".off").setAttribute("d", `M0 0H${width}V${height}H0ZM${x} ${y}V${y + high}H${x + wide}V${y}Z`);
    const frame = shown.querySelector(".frame");
    Object.entries({ x, y, width: wide, height: high }).forEach(([key, value]) => frame.setAttribute(key, value));
  };
  const show = () => {
    const picture = file.files[0];
    drop.querySelector("svg.crop")?.remove();
    drop.querySelector(".well").hidden = Boolean(picture);
    drop.querySelector("b").textContent = picture ? picture.name : drop.dataset.empty;
    if (!picture) return;
    const address = URL.createObjectURL(picture);
    const image = new Image();
    image.onerror = () => URL.revokeObjectURL(address);
    image.onload = () => {
      const [width, height] = [image.naturalWidth, image.naturalHeight];
      const shown = svg("svg", { class: "crop", viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": drop.dataset.crop });
      shown.dataset.width = width;
      shown.dataset.height = height;
      shown.append(
        svg("image", { href: address, width, height }),
        svg("path", { class: "off", "fill-rule": "evenodd" }),
        svg("rect", { class: "frame", "vector-effect": "non-scaling-stroke" }),
      );
      drop.querySelector("svg.crop")?.remove();
      drop.prepend(shown);
      crop();
    };
    image.src = address;
  };
  const take = (files) => {
    if (!files.length) return;
    file.files = files;
    file.dispatchEvent(new Event("change", { bubbles: true }));
  };
  file.addEventListener("change", show);
  document.addEventListener("change", (event) => event.target.name === "aspect_ratio" && crop());
  for (const name of ["dragover", "dragleave", "drop"])
    drop.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.toggle("over", name === "dragover");
      if (name === "drop") take(event.dataTransfer.files);
    });
  document.addEventListener("paste", (event) => take(event.clipboardData.files));
}

// The stage follows its task by server-sent events, and asks again where there is no place for them.
const latest = () => globalThis.htmx && document.querySelector("#takes") && htmx.trigger("#takes", "refresh");
const draw = (html) => {
  const old = document.querySelector("#stage");
  const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("#stage");
  if (!old || !fresh) return undefined;
  const focused = old.contains(document.activeElement) ? document.activeElement.id : "";
  old.replaceWith(fresh);
  if (focused) (document.getElementById(focused) ?? fresh.querySelector("button, a"))?.focus();
  // Only a change of stage is told aloud, not each percent.
  if (old.dataset.said !== fresh.dataset.said) {
    said(fresh.dataset.said);
    latest();
  }
  return fresh;
};
const follow = () => {
  const task = document.querySelector("#stage")?.dataset.task;
  if (!task) return;
  const ask = async () => {
    try {
      const answer = await fetch(`/console/tasks/${task}/stage`, { headers: { "HX-Request": "true" } });
      const elsewhere = answer.headers.get("HX-Redirect");
      if (elsewhere) location.assign(elsewhere);
      else if (answer.ok) draw(await answer.text());
    } finally {
      setTimeout(follow, 3000);
    }
  };
  if (!globalThis.EventSource) {
    setTimeout(ask, 1000);
    return;
  }
  const events = new EventSource(`/console/tasks/${task}/events`);
  events.addEventListener("stage", (event) => {
    if (!draw(event.data)?.dataset.task) events.close();
  });
  events.addEventListener("error", () => {
    if (events.readyState === EventSource.CLOSED) setTimeout(ask, 3000);
  });
  addEventListener("pagehide", () => events.close(), { once: true });
};
follow();
setInterval(() => document.visibilityState === "visible" && document.querySelector("#takes[data-open]") && latest(), 5000);

// A film plays while the pointer is on its tile.
for (const thumb of document.querySelectorAll(".thumb[data-film]")) {
  const tile = thumb.closest(".tile");
  tile.addEventListener("pointerenter", (event) => {
    if (event.pointerType !== "mouse" || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    const film = document.createElement("video");
    Object.assign(film, { src: thumb.dataset.film, muted: true, loop: true, playsInline: true, autoplay: true });
    film.className = thumb.querySelector("img, video")?.className ?? "";
    film.dataset.hover = "";
    thumb.append(film);
  });
  tile.addEventListener("pointerleave", () => thumb.querySelector("[data-hover]")?.remove());
}

// The programming language that was chosen once is shown everywhere.
const samples = () => document.querySelectorAll(".code-head input[type=radio]");
const choose = (language) => {
  for (const radio of samples()) if (radio.value === language) radio.checked = true;
};
document.addEventListener("change", (event) => {
  if (!event.target.matches?.(".code-head input[type=radio]")) return;
  choose(event.target.value);
  try {
    localStorage.setItem("code", event.target.value);
  } catch {} // a browser that keeps nothing
});
try {
  choose(localStorage.getItem("code"));
} catch {}

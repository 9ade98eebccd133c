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

// The first frame: chosen, dropped or pasted.
const drop = document.querySelector(".drop");
if (drop) {
  const file = drop.querySelector("input[type=file]");
  const show = () => {
    const picture = file.files[0];
    drop.querySelector("img")?.remove();
    drop.querySelector(".well").hidden = Boolean(picture);
    drop.querySelector("b").textContent = picture ? picture.name : drop.dataset.empty;
    if (!picture) return;
    const image = document.createElement("img");
    image.alt = "";
    image.src = URL.createObjectURL(picture);
    image.onload = () => URL.revokeObjectURL(image.src);
    drop.prepend(image);
  };
  file.addEventListener("change", show);
  for (const name of ["dragover", "dragleave", "drop"])
    drop.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.toggle("over", name === "dragover");
      if (name === "drop" && event.dataTransfer.files.length) {
        file.files = event.dataTransfer.files;
        show();
      }
    });
  document.addEventListener("paste", (event) => {
    if (event.clipboardData.files.length) {
      file.files = event.clipboardData.files;
      show();
    }
  });
}

// Only a change of stage is told aloud, not each percent.
document.addEventListener("htmx:afterSwap", () => {
  const stage = document.querySelector("#stage");
  if (stage && stage.dataset.said !== document.body.dataset.stage) {
    document.body.dataset.stage = stage.dataset.said;
    said(stage.dataset.said);
  }
});

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

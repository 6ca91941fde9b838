// The record as it stood on a past day. Everything is in the page: this only hides what did not
// stand then. It loads nothing, sends nothing and keeps nothing; the choice is in the address.
"use strict";
(function () {
  const box = document.querySelector(".stood");
  if (!box) return;
  const day = box.querySelector("#stood-day");
  const select = box.querySelector("#stood-version");
  const note = box.querySelector("[data-past]");
  const cite = box.querySelector("[data-cite]");
  const lives = box.querySelector(".lives");
  const versions = Array.from(select.options).reverse();
  const values = Array.from(lives.querySelectorAll("[data-from]"));
  const last = versions.length - 1;

  function fill(text, one, shownDay) {
    const said = { day: shownDay, commit: one.dataset.commit, hash: one.dataset.hash,
      short: one.dataset.commit.slice(0, 10) };
    return text.replace(/\{(day|commit|hash|short)\}/g, (_, name) => said[name]);
  }

  // A day shows the last version whose first day is not after it.
  function versionOn(iso) {
    let found = -1;
    versions.forEach((one, place) => {
      if (one.dataset.since && one.dataset.since <= iso) found = place;
    });
    return found;
  }

  function written(iso) {
    const [year, month, date] = iso.split("-").map(Number);
    return new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long", timeZone: "UTC" })
      .format(new Date(Date.UTC(year, month - 1, date)));
  }

  function hide(version) {
    for (const one of values) {
      const isThere = Number(one.dataset.from) <= version &&
        (one.dataset.end === undefined || version < Number(one.dataset.end));
      one.hidden = !isThere;
    }
    // what has nothing left to say goes too: places, items, then keys
    for (const around of ["dl > div", "section > div", "section"]) {
      for (const one of lives.querySelectorAll(around)) {
        one.hidden = !one.querySelector("[data-from]:not([hidden])");
      }
    }
  }

  function show(version, shownDay) {
    const one = versions[Math.max(version, 0)];
    const state = version < 0 ? "none" : one.dataset.state ||
      (version === last && shownDay === null ? "now" : "past");
    const said = shownDay === null ? one.dataset.day : shownDay;
    note.textContent = fill(note.dataset[state], one, said);
    note.hidden = false;
    cite.textContent = fill(cite.dataset.cite, one, said);
    cite.hidden = version < 0 || state === "gone";
    lives.hidden = version < 0 || state === "gone";
    lives.open = true;
    lives.classList.toggle("then", true);
    hide(version);
    if (version >= 0) select.value = String(version);
  }

  function atDay(iso) {
    const version = versionOn(iso);
    const isNow = version === last && iso >= box.dataset.last;
    show(version, isNow ? null : written(iso));
    history.replaceState(null, "", "#on-" + iso);
  }

  // Older versions lie in folds: a link to one opens those around it.
  function unfold(place) {
    for (let fold = place.closest("details"); fold; fold = fold.parentElement.closest("details")) {
      fold.open = true;
    }
    place.scrollIntoView();
  }

  function fromAddress() {
    const place = /^#c-/.test(location.hash) && document.getElementById(location.hash.slice(1));
    if (place) unfold(place);
    const on = location.hash.match(/^#on-(\d{4}-\d{2}-\d{2})$/);
    if (on) {
      day.value = on[1];
      atDay(on[1]);
      box.scrollIntoView();
      return;
    }
    const named = versions.findIndex((one) => "#" + one.dataset.name === location.hash);
    if (named >= 0) {
      show(named, null);
      box.scrollIntoView();
    }
  }

  box.querySelector(".when").hidden = false;
  day.addEventListener("change", () => { if (day.value) atDay(day.value); });
  select.addEventListener("change", () => {
    const one = versions[Number(select.value)];
    day.value = one.dataset.since;
    show(Number(select.value), null);
    history.replaceState(null, "", "#" + one.dataset.name);
  });
  window.addEventListener("hashchange", fromAddress);
  fromAddress();
})();

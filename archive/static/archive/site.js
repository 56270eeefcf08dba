// What makes the pages nicer. Nothing here is needed to read or to write.

const root = document.documentElement;

// Theme: the reader's choice is remembered in this browser and nowhere else.
const themeSwitch = document.querySelector("[data-theme-switch]");
if (themeSwitch) {
  themeSwitch.hidden = false;
  themeSwitch.addEventListener("click", () => {
    const dark = root.dataset.theme
      ? root.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    try {
      localStorage.theme = root.dataset.theme;
    } catch {
      // storage is off: the choice holds for this page
    }
  });
}

// Videos: the provider is contacted only after a click, and then the player takes the frame's place.
document.addEventListener("click", (event) => {
  const frame = event.target.closest(".video-frame");
  if (!frame || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const player = document.createElement("iframe");
  player.src = `${frame.parentElement.dataset.player}?autoplay=1`;
  player.title = frame.querySelector(".video-title").textContent;
  player.allow = "autoplay; fullscreen; encrypted-media; picture-in-picture";
  player.allowFullscreen = true;
  frame.replaceWith(player);
  player.focus();
});

// A link to a comment opens the folds that hide it, and finds it on another page of the discussion.
async function showTarget() {
  const id = location.hash.slice(1);
  const target = document.getElementById(id);
  for (let fold = target?.closest("details:not([open])"); fold; ) {
    fold.open = true;
    fold = fold.parentElement.closest("details:not([open])");
  }
  const number = id.match(/^comment-(\d+)$/)?.[1];
  if (target || !number || !document.querySelector(".discussion")) return;
  const home = document.querySelector(".site-name a").href;
  const permalink = new URL(`comments/${number}/`, home);
  const found = await fetch(permalink, { method: "HEAD" });
  // A number from before the page was archived may be that of a comment elsewhere by now.
  if (found.ok && new URL(found.url).pathname === location.pathname) location.replace(permalink);
}
addEventListener("hashchange", showTarget);
showTarget();

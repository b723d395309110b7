// Looks for gross breakage of a page that has been laid out, and returns what
// it found as sentences: text that is cut, hidden behind other text or outside
// the window, a page that scrolls sideways, a page without text.
(() => {
  const found = [];
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > width + 1) {
    const wide = [...document.body.querySelectorAll("*")].filter((e) => e.getBoundingClientRect().right > width + 1 && !e.children.length);
    found.push("the page scrolls sideways, by " + (document.documentElement.scrollWidth - width) + " px: " + wide.slice(0, 3).map(name).join(", "));
  }

  // name says which element is meant.
  function name(e) {
    const own = e.tagName.toLowerCase() + (e.id ? "#" + e.id : "") + (e.getAttribute("class") ? "." + e.getAttribute("class").trim().replace(/\s+/g, ".") : "");
    const near = e.closest("section[aria-labelledby], section[aria-label], article, header, footer, nav");
    return own + (near && near !== e ? " in " + near.tagName.toLowerCase() + "." + (near.className || near.getAttribute("aria-labelledby") || "") : "");
  }

  // seen returns the part of the page in which what an element holds can be
  // seen: what scrolls or hides cuts it. Nothing is null.
  const parts = new Map();
  function seen(e) {
    if (!e || e === document.documentElement) return { left: -Infinity, top: -Infinity, right: Infinity, bottom: Infinity };
    if (parts.has(e)) return parts.get(e);
    const outer = seen(e.parentElement);
    const style = getComputedStyle(e);
    let part = outer;
    if (!e.checkVisibility({ opacityProperty: true, visibilityProperty: true }) || style.clipPath !== "none" || style.clip !== "auto") part = null;
    else if (outer && (style.overflowX !== "visible" || style.overflowY !== "visible") && e !== document.body) {
      const r = e.getBoundingClientRect();
      part = { left: Math.max(outer.left, r.left), top: Math.max(outer.top, r.top), right: Math.min(outer.right, r.right), bottom: Math.min(outer.bottom, r.bottom) };
      const hides = (way) => way === "hidden" || way === "clip";
      // The last crumb is the heading again, which stands below it in full.
      if (e.textContent.trim() && !(e instanceof SVGElement) && !e.closest(".crumbs")) {
        if (hides(style.overflowX) && e.scrollWidth > e.clientWidth + 1) found.push("text is cut at the side: " + name(e));
        if (hides(style.overflowY) && e.scrollHeight > e.clientHeight + 1) found.push("text is cut below: " + name(e));
      }
    }
    parts.set(e, part);
    return part;
  }

  // Each line of each piece of text, where it can be seen.
  const lines = [];
  let letters = 0;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.data.trim()) continue;
    const element = node.parentElement;
    if (element.closest("script, style, noscript, template, svg")) continue;
    const part = seen(element);
    if (!part) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const r of range.getClientRects()) {
      const line = { left: Math.max(r.left, part.left), right: Math.min(r.right, part.right), top: Math.max(r.top, part.top), bottom: Math.min(r.bottom, part.bottom), element };
      if (line.right - line.left < 2 || line.bottom - line.top < 2) continue;
      lines.push(line);
      letters += node.data.trim().length;
      if (line.left < -1 || line.right > width + 1) found.push("text is outside the window: " + name(element) + " from " + Math.round(line.left) + " to " + Math.round(line.right));
    }
  }
  if (letters < 20) found.push("the page shows no text");

  lines.sort((a, b) => a.top - b.top);
  let over = 0;
  lines.forEach((a, i) => {
    for (let j = i + 1; j < lines.length && lines[j].top < a.bottom; j++) {
      const b = lines[j];
      if (a.element === b.element && a.element.closest(".crumbs")) continue;
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - b.top;
      if (across < 3 || down < 0.5 * Math.min(a.bottom - a.top, b.bottom - b.top)) continue;
      if (over++ < 3) found.push("text lies over text: " + name(a.element) + " “" + a.element.textContent.trim().slice(0, 30) + "” and " + name(b.element) + " “" + b.element.textContent.trim().slice(0, 30) + "”");
    }
  });
  return [...new Set(found)].slice(0, 8);
})()

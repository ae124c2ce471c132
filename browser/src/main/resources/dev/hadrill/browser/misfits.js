// Answers what does not fit on the page, in words.
const misfits = [];
const wide = document.documentElement.clientWidth;
const name = element => {
  const id = element.id ? '#' + element.id : '';
  const css = element.getAttribute('class') ? '.' + element.getAttribute('class').trim().replace(/\s+/g, '.') : '';
  return element.tagName.toLowerCase() + id + css + ' "' + element.textContent.trim().slice(0, 40) + '"';
};
if (document.documentElement.scrollWidth > wide || document.body.scrollWidth > wide) {
  misfits.push(`the page is ${Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)} px wide in ${wide}`);
}
const hasText = element => [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.textContent.trim());
const visible = element => element.checkVisibility({visibilityProperty: true, opacityProperty: true});
const scrolls = element => element.closest('.scroll') !== null;

for (const element of document.body.querySelectorAll('*')) {
  if (!hasText(element) || !visible(element) || ['SCRIPT', 'STYLE', 'TITLE'].includes(element.tagName) || element.matches('.skip')) continue;
  const box = element.getBoundingClientRect();
  if (box.width === 0 || box.height === 0) continue;
  if (!scrolls(element) && (box.right > wide + 1 || box.left < -1)) {
    misfits.push(`${name(element)} reaches from ${Math.round(box.left)} to ${Math.round(box.right)} px of ${wide}`);
  }
  const svg = element.tagName === 'text' ? element.ownerSVGElement : null;
  if (svg) {
    let outer = svg;
    while (outer.ownerSVGElement) outer = outer.ownerSVGElement;
    const around = outer.getBoundingClientRect();
    if (getComputedStyle(outer).overflow !== 'visible' && (box.left < around.left - 1 || box.right > around.right + 1 || box.top < around.top - 1 || box.bottom > around.bottom + 2)) {
      misfits.push(`${name(element)} is cut off by its picture`);
    }
  }
  for (let clips = element; clips && clips !== document.body; clips = clips.parentElement) {
    const style = getComputedStyle(clips);
    if (clips instanceof SVGElement || style.overflow === 'visible' || scrolls(clips) || clips.matches('.scroll')) continue;
    if (clips.scrollWidth > clips.clientWidth + 1 || clips.scrollHeight > clips.clientHeight + 1) {
      misfits.push(`${name(element)} is cut off by ${name(clips)}`);
      break;
    }
  }
}

// Labels of one picture; those that are set askew have boxes larger than they are.
for (const svg of document.querySelectorAll('svg')) {
  if (svg.ownerSVGElement) continue;
  const labels = [...svg.querySelectorAll('text')].filter(text => visible(text) && !text.hasAttribute('transform')).map(text => [text, text.getBoundingClientRect()]);
  labels.forEach(([one, box], i) => labels.slice(i + 1).forEach(([other, next]) => {
    const across = Math.min(box.right, next.right) - Math.max(box.left, next.left);
    const down = Math.min(box.bottom, next.bottom) - Math.max(box.top, next.top);
    if (across > 1 && down > 3) misfits.push(`${name(one)} lies on ${name(other)}`);
  }));
}
return [...new Set(misfits)];

'use strict';
(() => {
  const source = document.getElementById('course');
  if (!source) return;
  const course = JSON.parse(source.textContent);
  const lanes = document.getElementById('lanes');
  const axis = document.getElementById('axis');
  const shown = document.getElementById('shown');
  const readout = document.getElementById('readout');
  const controls = document.getElementById('controls');
  const plots = [...lanes.querySelectorAll('.plot')].filter(plot => plot !== axis);
  const SHORTEST = 50;
  const SVG = 'http://www.w3.org/2000/svg';
  let from = course.from;
  let to = course.to;
  let dragged = null;

  const make = (parent, name, attributes) => {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return parent.appendChild(made);
  };
  const strips = plots.map(plot => {
    const time = plot.querySelector('.time');
    const grid = make(time, 'path', {class: 'grid'});
    time.prepend(grid);
    return {
      time, grid, units: time.dataset.units, names: [...plot.querySelectorAll('.name')],
      picked: make(plot, 'rect', {class: 'picked', y: 0, height: '100%', width: 0, visibility: 'hidden'}),
      here: make(plot, 'line', {class: 'here', y1: 0, y2: '100%', visibility: 'hidden'}),
    };
  });

  const fraction = at => (at - from) / (to - from);
  const percent = at => (100 * fraction(at)).toFixed(3) + '%';
  const seconds = (ms, digits = 3) => (ms / 1000).toFixed(digits);

  // 1, 2 or 5 times a power of ten, and not less than this.
  const step = least => {
    const power = 10 ** Math.floor(Math.log10(least));
    return [1, 2, 5, 10].map(times => times * power).find(size => size >= least * 0.999999);
  };

  const drawAxis = width => {
    axis.replaceChildren();
    const size = step((to - from) / Math.max(2, Math.min(10, width / 70)));
    const ticks = [];
    for (let at = Math.ceil(from / size) * size; at <= to; at += size) ticks.push(at);
    for (const at of ticks) {
      const where = fraction(at);
      make(axis, 'text', {
        x: percent(at), y: 15, 'text-anchor': where < 0.04 ? 'start' : where > 0.96 ? 'end' : 'middle',
      }).textContent = String(+(at / 1000).toFixed(3));
    }
    return ticks;
  };

  // The weightiest come first; a name is shown where it has room.
  const drawNames = (names, width) => {
    const taken = [];
    for (const name of names) {
      const starts = Math.max(from, +name.dataset.from);
      const ends = Math.min(to, +name.dataset.to);
      const instant = name.dataset.from === name.dataset.to;
      const length = name.getComputedTextLength();
      const left = instant ? fraction(starts) * width + 3 : fraction((starts + ends) / 2) * width - length / 2;
      const inside = instant ? starts <= ends && left + length <= width : ends > starts && length + 6 < (fraction(ends) - fraction(starts)) * width;
      const room = inside && taken.every(([l, r]) => left > r + 8 || left + length < l - 8);
      name.setAttribute('x', percent((starts + ends) / 2));
      name.setAttribute('visibility', room ? 'visible' : 'hidden');
      if (room) taken.push([left, left + length]);
    }
  };

  const draw = () => {
    const width = axis.getBoundingClientRect().width;
    const ticks = drawAxis(width);
    for (const strip of strips) {
      strip.time.setAttribute('viewBox', `${from} 0 ${to - from} ${strip.units}`);
      strip.grid.setAttribute('d', ticks.map(at => `M${at} 0V${strip.units}`).join(''));
      drawNames(strip.names, width);
    }
    const all = from <= course.from && to >= course.to;
    shown.textContent = all ? `all of ${seconds(to - from, 1)} s` : `${seconds(from, 2)} to ${seconds(to, 2)} s`;
    for (const button of controls.querySelectorAll('button')) {
      const does = button.dataset.do;
      button.disabled = (all && ['out', 'left', 'right', 'all'].includes(does)) || (does === 'in' && to - from <= SHORTEST)
        || (does === 'outage' && course.outage_from === null);
    }
  };

  const show = (wantedFrom, wantedTo) => {
    const span = Math.min(course.to - course.from, Math.max(SHORTEST, wantedTo - wantedFrom));
    from = Math.min(Math.max(course.from, wantedFrom), course.to - span);
    to = from + span;
    draw();
  };
  const zoom = (factor, at = (from + to) / 2) => show(at - (at - from) * factor, at + (to - at) * factor);
  const move = share => show(from + share * (to - from), to + share * (to - from));
  const acts = {
    in: () => zoom(0.5),
    out: () => zoom(2),
    left: () => move(-0.25),
    right: () => move(0.25),
    all: () => show(course.from, course.to),
    outage: () => {
      if (course.outage_from === null) return;
      const room = Math.max(100, 0.08 * (course.outage_to - course.outage_from));
      show(course.outage_from - room, course.outage_to + room);
    },
  };

  // What is known of an instant.
  const points = [];
  if (course.points) {
    let at = 0;
    course.points.after.forEach((after, i) => {
      at += after;
      points.push([at, course.points.latency[i], course.points.outcomes[course.points.outcome[i]]]);
    });
  }
  const nearest = (list, at, within, place) => {
    let best = null;
    for (const one of list) {
      const away = Math.abs(place(one) - at);
      if (away <= within && (best === null || away < Math.abs(place(best) - at))) best = one;
    }
    return best;
  };
  const tell = at => {
    const within = (to - from) / 150;
    const words = [];
    const mark = nearest(course.marks, at, within, one => one.at);
    if (mark) words.push(`${seconds(mark.at)} s: ${mark.words}`);
    for (const band of course.bands) if (band.from <= at && at <= band.to) words.push(band.words);
    for (const outage of course.outages) if (outage.from <= at && at <= outage.to) words.push(outage.words);
    const point = nearest(points, at, within, one => one[0]);
    if (point) words.push(`${course.points.probe} ${point[2]}, ${point[1]} ms`);
    const time = document.createElement('b');
    time.textContent = `${seconds(at)} s` + (course.fault === null ? '' : ` (${at >= course.fault ? '+' : '−'}${seconds(Math.abs(at - course.fault))} s from the fault)`);
    const rest = words.join(' · ');
    readout.replaceChildren(time, rest ? ' ' + (rest.length > 400 ? rest.slice(0, 400) + '…' : rest) : '');
  };
  const point = at => {
    for (const strip of strips) {
      strip.here.setAttribute('x1', percent(at));
      strip.here.setAttribute('x2', percent(at));
      strip.here.setAttribute('visibility', at >= from && at <= to ? 'visible' : 'hidden');
    }
    tell(at);
  };
  const pick = (one, other) => {
    for (const strip of strips) {
      strip.picked.setAttribute('visibility', one === null ? 'hidden' : 'visible');
      if (one === null) continue;
      strip.picked.setAttribute('x', percent(Math.min(one, other)));
      strip.picked.setAttribute('width', (100 * Math.abs(fraction(one) - fraction(other))).toFixed(3) + '%');
    }
  };

  const timeAt = event => {
    const box = axis.getBoundingClientRect();
    return from + Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)) * (to - from);
  };
  lanes.addEventListener('pointerdown', event => {
    if (event.button !== 0 || !event.target.closest('.plot')) return;
    dragged = timeAt(event);
    lanes.setPointerCapture(event.pointerId);
  });
  lanes.addEventListener('pointermove', event => {
    const at = timeAt(event);
    point(at);
    if (dragged !== null) pick(dragged, at);
  });
  const release = event => {
    if (dragged === null) return;
    const [start, end] = [Math.min(dragged, timeAt(event)), Math.max(dragged, timeAt(event))];
    dragged = null;
    pick(null);
    if (event.type === 'pointerup' && fraction(end) - fraction(start) > 0.01) show(start, end);
  };
  lanes.addEventListener('pointerup', release);
  lanes.addEventListener('pointercancel', release);
  lanes.addEventListener('dblclick', acts.all);
  lanes.addEventListener('wheel', event => {
    const zooms = event.ctrlKey || event.metaKey || document.activeElement === lanes;
    const moves = Math.abs(event.deltaX) > Math.abs(event.deltaY);
    if (!zooms && !moves) return;
    event.preventDefault();
    if (moves) move(event.deltaX / 600);
    else zoom(2 ** (event.deltaY / 240), timeAt(event));
  }, {passive: false});
  lanes.addEventListener('keydown', event => {
    const does = {'+': 'in', '=': 'in', '-': 'out', _: 'out', ArrowLeft: 'left', ArrowRight: 'right', 0: 'all', Home: 'all', o: 'outage'}[event.key];
    if (!does || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    acts[does]();
  });
  controls.addEventListener('click', event => {
    const does = event.target.closest('button')?.dataset.do;
    if (does) acts[does]();
  });
  for (const row of document.querySelectorAll('tr[data-at]')) {
    row.addEventListener('pointerenter', () => point(+row.dataset.at));
  }

  // On paper all is shown.
  addEventListener('beforeprint', () => {
    for (const details of document.querySelectorAll('details')) details.open = true;
    acts.all();
  });
  new ResizeObserver(draw).observe(axis);

  readout.textContent = 'Point at the timeline to read it. Drag to zoom in, double-click to see all; Ctrl and the wheel zoom too.';
  controls.hidden = false;
  draw();
})();

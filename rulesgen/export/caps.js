// Lines of all items, then the caps of a day and of a year: once for sure hours, once for possible ones.
// Hours are counted in millionths, so that decimals are exact.
const CAPS = /*CAPS*/;
const SUBJECTS = /*SUBJECTS*/;
const WITHIN = /*WITHIN*/;
const SCALE = 1000000;
const LAST = Number.MAX_SAFE_INTEGER;

const ofClass = (whole, part) => whole === null || part === whole || part.startsWith(whole + "_");
const ofSubject = (whole, part) =>
  whole === null || whole === "total" || whole === part || (part !== "" && WITHIN[part] === whole);
const covers = (cap, line, open) =>
  ofSubject(cap.subject, line.subject) &&
  (ofClass(cap.class, line.item.class) || cap.counted.some((c) => ofClass(c, line.item.class))) ||
  (open && cap.open.some((c) => ofClass(c, line.item.class)));

function linesOf(item) {
  if (item.code !== "") {
    return [{ item, subject: item.subject, low: 0, high: 0 }];
  }
  return item.worth.map((w) => {
    let subject = w.subject;
    if (subject === "") {
      const decided = Object.keys(SUBJECTS).find((c) => ofClass(c, item.class));
      subject = decided === undefined ? "" : SUBJECTS[decided];
    }
    return { item, subject, low: item.gap ? 0 : Math.round(w.low * SCALE), high: Math.round(w.high * SCALE) };
  });
}

function shareDays(cap, dated, lines, hours) {
  const edges = [...new Set(dated.flatMap((i) => [lines[i].item.start, lines[i].item.end + 1]))].sort((a, b) => a - b);
  const left = new Map(dated.map((i) => [i, hours[i]]));
  for (let e = 0; e + 1 < edges.length; e++) {
    let room = cap.hours * SCALE * (edges[e + 1] - edges[e]);
    for (const i of dated) {
      const { start, end } = lines[i].item;
      if (start <= edges[e] && end >= edges[e]) {
        const taken = Math.min(left.get(i), room);
        left.set(i, left.get(i) - taken);
        room -= taken;
      }
    }
  }
  for (const i of dated) hours[i] -= left.get(i);
}

function capped(cap, lines, hours, open) {
  const result = [...hours];
  const end = (i) => (lines[i].item.end === null ? LAST : lines[i].item.end);
  const mine = lines.map((_, i) => i).filter((i) => hours[i] > 0 && covers(cap, lines[i], open));
  mine.sort((a, b) => end(a) - end(b) || a - b);
  if (cap.per === "year") {
    let left = cap.hours * SCALE;
    for (const i of mine) {
      result[i] = Math.min(hours[i], left);
      left -= result[i];
    }
    return result;
  }
  for (const i of mine) {
    const { start, end: last, days } = lines[i].item;
    const length = start === null ? null : last - start + 1;
    const count = length === null ? days : days ? Math.min(days, length) : length;
    if (count !== null) result[i] = Math.min(result[i], cap.hours * SCALE * count);
  }
  const dated = mine.filter((i) => lines[i].item.start !== null);
  if (dated.length > 1) shareDays(cap, dated, lines, result);
  return result;
}

export const handler = async (input) => {
  const lines = input.items.flatMap(linesOf);
  let low = lines.map((l) => l.low);
  let high = lines.map((l) => l.high);
  for (const cap of CAPS) {
    low = capped(cap, lines, low, true);
    high = capped(cap, lines, high, false).map((h, i) => Math.max(h, low[i]));
  }
  return {
    ...input,
    lines: lines.map((l, i) => ({ subject: l.subject, low: low[i] / SCALE, high: high[i] / SCALE })),
  };
};

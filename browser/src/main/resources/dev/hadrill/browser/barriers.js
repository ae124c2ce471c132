// Answers what keeps people from reading the page, in words.
const done = arguments[arguments.length - 1];
const told = found => [...found.nodes].map(node => `${found.id}: ${node.target.join(' ')}: ${(node.failureSummary || found.help).replace(/\s+/g, ' ')}`);
axe.run(document, {resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})
  .then(result => done(result.violations.flatMap(told)), error => done(['axe: ' + error]));

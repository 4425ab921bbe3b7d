import { budgetOf, initBudgetOf } from './budget.ts';
import type { BuiltFunction, Manifest } from './manifest.ts';

/** Sizes are rounded up to this, so that the page does not change with every line of code. */
const STEP_KB = 50;

/** The page that lists what is deployed: where each function runs, what it is allowed and how large it is. */
export function functionsTable({ functions }: Manifest): string {
  const rows = functions.map((built) => {
    const { name, group, limits } = built;
    return [
      name,
      calledBy(built),
      group,
      `${limits.timeout_s} s`,
      `${limits.memory_mb} MB`,
      String(limits.concurrency),
      `${Math.ceil(built.size / 1_000 / STEP_KB) * STEP_KB} kB`,
      `${budgetOf(built) / 1_000} kB`,
      `${initBudgetOf(built)} x`,
    ];
  });
  const head = ['Function', 'Called by', 'Namespace', 'Time', 'Memory', 'At once', 'Code, up to', 'Allowed', 'Init'];
  return `# What is deployed

Made by npm run build from the declarations in functions/ and the code it makes of them; not edited by hand.
\`recording\` and \`reading\` are the two namespaces of a site: what records, and what runs by the clock, is never refused for what
screens ask. Sizes are of the minified code; the zip that is deployed is a third of it. Init is how long a function may take to initialise,
in times an action that does nothing takes (\`npm run bench -- init\`). [deploy-functions.md](deploy-functions.md) says how it gets to a site.

${[head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')}
`;
}

function calledBy({ method, path, schedule }: BuiltFunction): string {
  return schedule === undefined ? `${method} ${path}` : `the clock, \`${schedule}\``;
}

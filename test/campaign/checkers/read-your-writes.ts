import type { Checker, Happening, Read, Shown, SiteName } from '../history.ts';
import { type AcknowledgedWrite, groupBy, isAcknowledged, isBefore, isSuccess, only, told } from './facts.ts';
import { Findings } from './findings.ts';
import { isAbout, type ListQuery, listQueryOf, shownFrom } from './list-query.ts';
import { Shelf } from './shelf.ts';
import { type Started, startedRecords } from './started-records.ts';
import { beganWith, inWords, isAsFinished } from './values.ts';

/**
 * What a site has acknowledged is in every later answer of that site: a record by its id, never a 404; in every complete
 * list it belongs to (of lists whose query this can interpret); finished, once a finish was acknowledged there, as that
 * finish or another one of it says.
 *
 * Allowed: what was acknowledged at the other site is not visible yet, not even when this site has accepted a finish of it;
 * of a key used for two different starts at two sites, this one may come to show the other site's; `stale=ok` asks for less.
 */
export const readYourWrites: Checker = (history) => {
  const findings = new Findings();
  const records = startedRecords(only(history, 'write'));
  for (const site of ['observatory', 'main'] as const) checkSite(findings, history, records, site);
  return findings.verdict();
};

function checkSite(
  findings: Findings,
  history: readonly Happening[],
  records: ReadonlyMap<string, Started>,
  site: SiteName,
): void {
  const reads = only(history, 'read')
    .filter((read) => read.site === site && (isSuccess(read) || read.status === 404) && !/[?&]stale=/.test(read.path))
    .sort((a, b) => a.sent_ms - b.sent_ms);
  const recorded = [...records.values()]
    .flatMap((record) => record.acknowledged.get(site) ?? [])
    .sort((a, b) => a.start.answered_ms - b.start.answered_ms);
  const finishes = groupBy(
    only(history, 'write')
      .filter(isAcknowledged)
      .filter((write) => write.operation === 'finish' && write.site === site),
    ({ record }) => record,
  );
  const shelf = new Shelf();
  let next = 0;
  for (const read of reads) {
    for (let entry = recorded[next]; entry !== undefined && isBefore(entry.start, read); entry = recorded[next]) {
      shelf.add(entry);
      next += 1;
    }
    for (const shown of read.shown) checkShown(findings, read, shown, records.get(shown.id), finishes.get(shown.id));
    const query = read.record === undefined ? listQueryOf(read.path) : { ids: new Set([read.record]) };
    if (query === undefined || read.complete === false || (read.record === undefined && !isSuccess(read))) continue;
    checkComplete(findings, read, query, shelf, finishes);
  }
}

/** Whether a record shown is what was sent, and as far on as was acknowledged. */
function checkShown(
  findings: Findings,
  read: Read,
  shown: Shown,
  record: Started | undefined,
  acknowledged: readonly AcknowledgedWrite[] = [],
): void {
  if (record === undefined) return;
  findings.check(
    record.starts.some((start) => beganWith(shown, start)),
    () =>
      `${read.path} (${told(read)}) shows ${inWords(shown)}, and it was started with ${JSON.stringify(record.starts[0]?.body)}`,
  );
  const finish = acknowledged.find((earlier) => isBefore(earlier, read) && earlier.acknowledged.state !== 'discarded');
  findings.check(
    finish === undefined || shown.status !== 'running',
    () => `${read.path} (${told(read)}) shows ${inWords(shown)}, finished before by ${finish && told(finish)}`,
  );
  if (shown.status === 'running') return;
  findings.check(
    record.finishes.some((candidate) => candidate.sent_ms <= read.answered_ms && isAsFinished(shown, candidate)),
    () => `${read.path} (${told(read)}) shows ${inWords(shown)}, and no finish sent until then says so`,
  );
}

/** Whether everything that certainly belongs to the answer is in it. */
function checkComplete(
  findings: Findings,
  read: Read,
  query: ListQuery,
  shelf: Shelf,
  finishes: ReadonlyMap<string | undefined, AcknowledgedWrite[]>,
): void {
  const shown = new Set(read.shown.map(({ id }) => id));
  const by_id = read.record !== undefined;
  for (const { record, start } of shelf.candidates(query, shownFrom(query, read.shown), read.sent_ms)) {
    const { id, unit, started } = record;
    if (!by_id && (record.contested || !isAbout(query, id, unit, started))) continue;
    if (query.statuses !== undefined) {
      const status = certainStatus(record, read, finishes.get(id));
      if (status === undefined || !query.statuses.has(status)) continue;
    }
    findings.check(
      shown.has(id),
      () => `${read.path} (${told(read)}) does not show ${id}, recorded before by ${start.intention} (${told(start)})`,
    );
  }
  for (const row of read.shown)
    findings.check(
      query.statuses?.has(row.status) !== false,
      () => `${read.path} (${told(read)}) shows ${inWords(row)}, which it does not ask for`,
    );
}

/** The status a read must find; undefined when a finish is under way or several compete. */
function certainStatus(
  { finishes }: Started,
  read: Read,
  acknowledged: readonly AcknowledgedWrite[] = [],
): string | undefined {
  const sent = finishes.filter(({ sent_ms }) => sent_ms <= read.answered_ms);
  const [first] = sent;
  if (first === undefined) return 'running';
  const visible = acknowledged.some((finish) => isBefore(finish, read) && finish.acknowledged.state !== 'discarded');
  if (!visible || sent.some(({ body }) => body.status !== first.body.status)) return undefined;
  return String(first.body.status);
}

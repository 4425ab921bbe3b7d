import { sql } from 'drizzle-orm';
import { dataLocation } from '../../lib/entities/location.ts';
import {
  dataTransferPackagePhysicalCopy,
  physicalCopy,
  rawDataFilePhysicalCopy,
  rawDataPackagePhysicalCopy,
} from '../../lib/entities/physical-copy.ts';
import { rawDataFile, rawDataPackage } from '../../lib/entities/raw-data.ts';
import { read, readById } from '../../lib/flow/read.ts';
import { readKind } from '../../lib/flow/read-kind.ts';
import type { Site } from '../../lib/flow/site.ts';
import { updateEndpoint } from '../../lib/http/crud-write.ts';
import { utcNow } from '../../lib/kernel/clock.ts';
import { Problem } from '../../lib/kernel/problem.ts';
import type { Row } from '../../lib/model/entity.ts';

const subtypes = [rawDataFilePhysicalCopy, rawDataPackagePhysicalCopy, dataTransferPackagePhysicalCopy];

/** The packages whose archive copies must be safe before a copy may go, by what it is a copy of. */
const PACKAGES_OF = {
  raw_data_file_physical_copy: ({ raw_data_file_id: id }: Row) =>
    sql`p.id = (select f.raw_data_package_id from raw_data_file as f where f.id = ${id}::uuid)`,
  raw_data_package_physical_copy: ({ raw_data_package_id: id }: Row) => sql`p.id = ${id}::uuid`,
  data_transfer_package_physical_copy: ({ data_transfer_package_id: id }: Row) =>
    sql`p.data_transfer_package_id = ${id}::uuid`,
};

export const { declared, main, handler, fetch } = updateEndpoint(physicalCopy, '/api/transfer/physical-copies/{id}', {
  columns: ['status', 'checksum', 'verified_at', 'gone_at'],
  summary: 'Change how a copy stands',
  doc: ' A copy at a source is not given up before its data are safe: deletion_scheduled and deletion_in_progress are refused until main knows its package as archived, with a verified copy that is present at a long-term archive; of a bundle, each of its packages. gone_at is now unless it is given.',
  shown: async (site, row) => (await readKind(site, physicalCopy, subtypes, String(row.id))).rows[0] ?? row,
  settle: async (site, { id }, said) => {
    if (said.status === 'deletion_scheduled' || said.status === 'deletion_in_progress')
      await refuseUnlessSafe(site, String(id));
    return said.status === 'deleted' ? { gone_at: utcNow(site.clock), ...said } : said;
  },
});

/** Problem `record.conflict`, saying all that is missing. A site that cannot see it does not decide: `database.unavailable`. */
async function refuseUnlessSafe(site: Site, id: string): Promise<void> {
  const [copy] = (await readKind(site, physicalCopy, subtypes, id)).rows;
  const [location] = copy === undefined ? [] : (await readById(site, dataLocation, Number(copy.data_location_id))).rows;
  if (copy === undefined || location === undefined)
    throw new Problem('database.unavailable', `This site cannot see physical_copy ${id} and where it lies just now.`);
  if (location.location_type !== 'source') return;
  const packages = await packagesOf(site, copy);
  const missing = packages.length === 0 ? ['its data are in no raw_data_package'] : packages.flatMap(unsafe);
  if (missing.length === 0) return;
  throw new Problem(
    'record.conflict',
    `physical_copy ${id} lies at a source and must stay: ${missing.slice(0, 20).join('; ')}.`,
    { id, record_status: copy.status, missing: missing.slice(0, 20) },
  );
}

async function packagesOf(site: Site, copy: Row): Promise<Row[]> {
  const belongs = PACKAGES_OF[copy.type as keyof typeof PACKAGES_OF](copy);
  // What is only pending may yet be refused, so main must know it, too; and what is pending may take a copy away.
  const safe = [sql``, sql`public.`].map(
    (from) => sql`exists (select from ${from}raw_data_package_physical_copy as k
      join ${from}physical_copy as c on c.id = k.id join ${from}data_location as l on l.id = c.data_location_id
      where k.raw_data_package_id = p.id and c.status = 'present' and c.verified_at is not null
        and l.location_type = 'long_term_archive')`,
  );
  const known = sql`(select b.state from public.raw_data_package as b where b.id = p.id)`;
  const statement = sql`select p.id, p.state, ${known} as known_state, ${sql.join(safe, sql` and `)} as is_copied
    from raw_data_package as p where ${belongs} order by p.id`;
  const all = { mode: 'all' } as const;
  const beside = [rawDataFile, rawDataPackagePhysicalCopy, physicalCopy, dataLocation];
  const options = { beside: beside.map((entity) => ({ entity, selector: all })) };
  return (await read(site, rawDataPackage, all, statement, options)).rows;
}

function unsafe({ id, state, known_state, is_copied }: Row): string[] {
  const confirmed =
    state === 'archived' ? 'archived here only, which main has not confirmed' : `${state}, not archived`;
  return [
    ...(state === 'archived' && known_state === 'archived' ? [] : [`raw_data_package ${id} is ${confirmed}`]),
    ...(is_copied ? [] : [`raw_data_package ${id} has no verified copy that is present at a long_term_archive`]),
  ];
}

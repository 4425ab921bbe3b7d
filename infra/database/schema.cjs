// Every table for drizzle-kit, which looks for tables among a module's exports: CommonJS, because these are computed.
const { catalogue } = require('../../lib/entities/catalogue.ts');

module.exports = {
  ...Object.fromEntries(catalogue.map((entity) => [entity.name, entity.table])),
  ...require('../../lib/entities/access.ts'),
  ...require('../../lib/database/ledger.ts'),
};

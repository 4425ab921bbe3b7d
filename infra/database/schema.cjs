// Every table for drizzle-kit, which looks for tables among a module's exports: CommonJS, because these are computed.
const { catalogue } = require('../../lib/entities/catalogue.ts');
const { permission, rolePermission } = require('../../lib/entities/access.ts');

module.exports = {
  ...Object.fromEntries(catalogue.map((entity) => [entity.name, entity.table])),
  permission,
  rolePermission,
  ...require('../../lib/database/ledger.ts'),
};

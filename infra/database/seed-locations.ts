import type { Rows } from './insert-rows.ts';

/** Where data lie and by which ways they travel. Hosts of our own invention end in `.example`. */
export const LOCATIONS: Rows = {
  site: [
    { id: 1, short_name: 'ccat', name: 'CCAT Observatory', location: 'Cerro Chajnantor, Chile' },
    { id: 2, short_name: 'cologne', name: 'Cologne', location: 'Cologne, Germany' },
    { id: 3, short_name: 'us', name: 'Cornell', location: 'Ithaca, New York, USA' },
  ],
  data_location: [
    { id: 1, site_id: 1, name: 'primecam_raw_data', location_type: 'source', storage_type: 'disk' },
    { id: 2, site_id: 1, name: 'chai_raw_data', location_type: 'source', storage_type: 'disk' },
    { id: 3, site_id: 1, name: 'output_buffer', location_type: 'buffer', storage_type: 'disk' },
    { id: 4, site_id: 2, name: 'input_buffer', location_type: 'buffer', storage_type: 'disk' },
    { id: 5, site_id: 2, name: 'tape_archive', location_type: 'long_term_archive', storage_type: 'tape' },
    { id: 6, site_id: 2, name: 'object_archive', location_type: 'long_term_archive', storage_type: 's3', priority: 1 },
    { id: 7, site_id: 2, name: 'reduction', location_type: 'processing', storage_type: 'disk' },
    { id: 8, site_id: 3, name: 'input_buffer', location_type: 'buffer', storage_type: 'disk' },
    { id: 9, site_id: 3, name: 'object_archive', location_type: 'long_term_archive', storage_type: 's3' },
    { id: 10, site_id: 3, name: 'reduction', location_type: 'processing', storage_type: 'disk' },
    { id: 11, site_id: 1, name: 'spare_buffer', location_type: 'buffer', storage_type: 'disk', priority: 1 },
    {
      id: 12,
      site_id: 2,
      name: 'scratch_bucket',
      location_type: 'processing',
      storage_type: 's3',
      priority: 1,
      active: false,
    },
  ],
  disk_data_location: [
    { id: 1, host: 'primecam.ccat.example', path: '/data/g3' },
    { id: 2, host: 'chai.ccat.example', path: '/data/chai' },
    // As the original's documents have it.
    { id: 3, host: 'telescope.ccat.cl', path: '/data/fyst' },
    { id: 4, host: 'buffer.cologne.example', path: '/ccat/incoming', user: 'ccat' },
    { id: 7, host: 'reduction.cologne.example', path: '/scratch/ccat', user: 'ccat' },
    { id: 8, host: 'buffer.us.example', path: '/ccat/incoming', user: 'ccat' },
    { id: 10, host: 'reduction.us.example', path: '/scratch/ccat', user: 'ccat' },
    { id: 11, host: 'spare.ccat.example', path: '/data/fyst' },
  ],
  s3_data_location: [
    {
      id: 6,
      bucket: 'ccat-raw',
      endpoint_url: 'https://s3.cologne.example',
      region: 'nrw',
      credentials_prefix: 'CCAT_COLOGNE_S3',
    },
    { id: 9, bucket: 'ccat-raw', region: 'us-east-1', credentials_prefix: 'CCAT_US_S3' },
    {
      id: 12,
      bucket: 'ccat-scratch',
      endpoint_url: 'https://s3.cologne.example',
      region: 'nrw',
      credentials_prefix: 'CCAT_COLOGNE_S3',
    },
  ],
  tape_data_location: [{ id: 5, library: 'cologne-tape-1', pool: 'ccat_raw' }],
  data_transfer_route: [
    { id: 1, name: 'ccat_to_cologne', origin_site_id: 1, destination_site_id: 2 },
    { id: 2, name: 'ccat_to_us', origin_site_id: 1, destination_site_id: 3 },
    {
      id: 3,
      name: 'ccat_to_us_by_cologne',
      origin_site_id: 1,
      destination_site_id: 3,
      relay_site_id: 2,
      route_type: 'relay',
      active: false,
    },
    {
      id: 4,
      name: 'cologne_to_us_archive',
      origin_site_id: 2,
      destination_site_id: 3,
      origin_location_id: 6,
      destination_location_id: 9,
      method: 's3',
      route_type: 'custom',
    },
  ],
};

ALTER TABLE "raw_data_file" DROP CONSTRAINT "raw_data_file_source_location_id_relative_path_unique";--> statement-breakpoint
DROP INDEX "observing_program_name_index";--> statement-breakpoint
DROP INDEX "observing_program_short_name_index";--> statement-breakpoint
DROP INDEX "executed_obs_unit_obs_unit_id_start_time_id_index";--> statement-breakpoint
DROP INDEX "executed_obs_unit_site_name_start_time_id_index";--> statement-breakpoint
DROP INDEX "executed_obs_unit_executed_by_start_time_id_index";--> statement-breakpoint
DROP INDEX "executed_obs_unit_comment_index";--> statement-breakpoint
DROP INDEX "executed_obs_unit_executed_by_index";--> statement-breakpoint
DROP INDEX "raw_data_file_name_created_at_id_index";--> statement-breakpoint
DROP INDEX "raw_data_file_relative_path_created_at_id_index";--> statement-breakpoint
DROP INDEX "raw_data_file_source_location_id_created_at_id_index";--> statement-breakpoint
DROP INDEX "raw_data_file_instrument_module_id_created_at_id_index";--> statement-breakpoint
DROP INDEX "raw_data_file_executed_obs_unit_id_created_at_id_index";--> statement-breakpoint
DROP INDEX "raw_data_file_raw_data_package_id_created_at_id_index";--> statement-breakpoint
DROP INDEX "raw_data_file_file_type_created_at_id_index";--> statement-breakpoint
DROP INDEX "raw_data_file_created_at_id_index";--> statement-breakpoint
DROP INDEX "raw_data_file_name_index";--> statement-breakpoint
DROP INDEX "raw_data_file_relative_path_index";--> statement-breakpoint
DROP INDEX "source_name_index";--> statement-breakpoint
DROP INDEX "obs_unit_name_index";--> statement-breakpoint
DROP INDEX "raw_data_package_name_index";--> statement-breakpoint
CREATE INDEX "observing_program_name_short_name_index" ON "observing_program" USING gist ("name" gist_trgm_ops(siglen = 64),"short_name" gist_trgm_ops(siglen = 64));--> statement-breakpoint
CREATE INDEX "executed_obs_unit_blocks" ON "executed_obs_unit" USING brin ("site_name" text_bloom_ops,"executed_by" text_bloom_ops) WITH (pages_per_range=16,autosummarize=true);--> statement-breakpoint
CREATE INDEX "executed_obs_unit_comment_executed_by_index" ON "executed_obs_unit" USING gist ("comment" gist_trgm_ops(siglen = 64),"executed_by" gist_trgm_ops(siglen = 64));--> statement-breakpoint
CREATE INDEX "raw_data_file_created_at_index" ON "raw_data_file" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "raw_data_file_executed_obs_unit_id_index" ON "raw_data_file" USING btree ("executed_obs_unit_id");--> statement-breakpoint
CREATE INDEX "raw_data_file_raw_data_package_id_index" ON "raw_data_file" USING btree ("raw_data_package_id");--> statement-breakpoint
CREATE INDEX "raw_data_file_blocks" ON "raw_data_file" USING brin ("name" text_bloom_ops,"source_location_id" int4_minmax_multi_ops,"instrument_module_id" int4_minmax_multi_ops,"file_type" text_bloom_ops) WITH (pages_per_range=16,autosummarize=true);--> statement-breakpoint
CREATE INDEX "source_name_index" ON "source" USING gist ("name" gist_trgm_ops(siglen = 64));--> statement-breakpoint
CREATE INDEX "obs_unit_name_index" ON "obs_unit" USING gist ("name" gist_trgm_ops(siglen = 64));--> statement-breakpoint
CREATE INDEX "raw_data_package_name_index" ON "raw_data_package" USING gist ("name" gist_trgm_ops(siglen = 64));--> statement-breakpoint
ALTER TABLE "raw_data_file" ADD CONSTRAINT "raw_data_file_relative_path_source_location_id_unique" UNIQUE("relative_path","source_location_id");
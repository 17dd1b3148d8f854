DROP TABLE removal_bounds;
DROP TABLE account_merges;
DROP FUNCTION gather_roster_statistics();
DROP TABLE roster_findings;
DROP TABLE roster_bundles;
DROP TABLE roster_imports;

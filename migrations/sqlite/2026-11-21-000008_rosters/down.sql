DROP TABLE removal_bounds;
DROP TABLE account_merges;
DROP TABLE roster_findings;
DROP TABLE roster_bundles;
DROP TABLE roster_imports;

-- Observations are read in the order measure, period, area, id: of one area, of one measure, or all of them, a part at a time.
-- With the id behind the other columns these indexes give that order themselves, ties included: nothing is sorted, and a page
-- begins at its cursor however deep it lies.
drop index opendata.demographic_version_area_measure_period_idx, opendata.demographic_version_measure_period_area_idx;
create index on opendata.demographic_version (area, measure, period, id) where until_release is null;
create index on opendata.demographic_version (measure, period, area, id) where until_release is null;

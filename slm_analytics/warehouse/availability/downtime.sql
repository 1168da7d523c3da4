-- Downtime by unit and local day, in millionths of seconds; only days on which something was.
SELECT
    unit_no,
    day_no,
    coalesce(sum(seconds) FILTER (WHERE is_open AND leaves_base), 0)::BIGINT AS left_seconds,
    coalesce(sum(seconds) FILTER (WHERE is_open AND is_maintenance), 0)::BIGINT
        AS maintenance_seconds,
    coalesce(sum(seconds) FILTER (WHERE is_open AND is_unknown), 0)::BIGINT AS unknown_seconds,
    coalesce(sum(seconds * weight_ppm) FILTER (WHERE is_open AND NOT is_excluded), 0)::BIGINT
        AS down_ppm_seconds,
    coalesce(sum(seconds * weight_ppm) FILTER (WHERE is_open), 0)::BIGINT AS measured_ppm_seconds,
    coalesce(
        sum(seconds * weight_ppm) FILTER (WHERE is_open AND NOT is_excluded AND NOT is_proposed), 0
    )::BIGINT AS accepted_all_ppm_seconds,
    coalesce(
        sum(seconds * users) FILTER (WHERE is_open AND NOT is_excluded AND weight_ppm > 0), 0
    )::BIGINT AS user_seconds,
    coalesce(sum(seconds) FILTER (WHERE is_unknown), 0)::BIGINT AS wall_unknown_seconds,
    coalesce(sum(seconds * claimed_ppm), 0)::BIGINT AS wall_down_ppm_seconds
FROM avail_span
GROUP BY unit_no, day_no;

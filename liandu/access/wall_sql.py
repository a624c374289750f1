"""What the policies of the second wall ask: for whom, and the arrays of what they may see.

Each repeats a part of access/sight.py. They are the owner's, so that whom they hold need not read
the key; every name in them is whole, so that nobody puts another table in the place of ours.
"""

from liandu.access.rules import KINDS, LABELS

HEAD = (
    "LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER"
    " SET search_path = pg_catalog, pg_temp"
)
LIVE = "{0}.starts_at <= one.at AND ({0}.ends_at IS NULL OR {0}.ends_at > one.at)"
LASTING = "({0}.ends_at IS NULL OR {0}.ends_at > one.at)"

# The person must be one who may see business at all: active, and no administrator.
TOLD = f"""
DROP SCHEMA IF EXISTS second_wall CASCADE;
CREATE SCHEMA second_wall;
CREATE TABLE second_wall.key (
    inner_pad bytea NOT NULL, outer_pad bytea NOT NULL
);

CREATE FUNCTION second_wall.told(
    OUT person bigint, OUT at timestamptz, OUT why text, OUT admin text, OUT own bigint
)
{HEAD} AS $$
DECLARE
    said text := current_setting('second_wall.whom', true);
    part text[] := string_to_array(said, '|');
    pads second_wall.key;
BEGIN
    IF said IS NULL OR array_length(part, 1) IS DISTINCT FROM 6 THEN RETURN; END IF;
    SELECT * INTO pads FROM second_wall.key;
    IF part[6] IS DISTINCT FROM encode(sha256(pads.outer_pad || sha256(
        pads.inner_pad || convert_to(array_to_string(part[1:5], '|'), 'UTF8')
    )), 'hex') THEN RETURN; END IF;
    IF part[5]::int <> pg_backend_pid() OR to_timestamp(part[4]::bigint) < clock_timestamp()
    THEN RETURN; END IF;
    at := 'epoch'::timestamptz + part[2]::bigint * interval '1 microsecond';
    why := part[3];
    SELECT CASE p.admin WHEN '' THEN p.id END, p.admin, p.id INTO person, admin, own
        FROM public.orgs_person AS p WHERE p.id = part[1]::bigint AND p.is_active;
END $$;

CREATE FUNCTION second_wall.is_acting() RETURNS boolean
{HEAD} AS $$
BEGIN
    RETURN pg_has_role(session_user, current_user, 'MEMBER')
        OR coalesce((SELECT why <> '' FROM second_wall.told()), false);
END $$;
"""  # noqa: S608 - our own words
SEATS = f"""
CREATE FUNCTION second_wall.keys(of_kind int) RETURNS bigint[]
{HEAD} AS $$
DECLARE one record; found bigint[];
BEGIN
    SELECT * INTO one FROM second_wall.told();
    SELECT array_agg((best.id * {KINDS} + of_kind) * {LABELS} + label) INTO found FROM (
        SELECT b.id, max(m.clearance) AS clearance
        FROM public.orgs_membership AS m
        JOIN public.orgs_post AS post ON post.id = m.post_id
        JOIN public.orgs_body AS own ON own.id = post.body_id
        JOIN public.orgs_body AS b ON starts_with(b.path, own.path)
        WHERE m.person_id = one.person AND {LIVE.format("m")} AND EXISTS (
            SELECT FROM public.orgs_post_roles AS pr
            JOIN public.orgs_role AS r ON r.id = pr.role_id
            WHERE pr.post_id = post.id AND r.scope_kinds @> to_jsonb(of_kind)
        )
        GROUP BY b.id
    ) AS best, generate_series(0, least(best.clearance, {LABELS - 1})) AS label;
    RETURN coalesce(found, '{{}}');
END $$;

CREATE FUNCTION second_wall.cleared(person bigint, moment timestamptz)
RETURNS TABLE (body bigint, clearance int)
{HEAD} AS $$
DECLARE one record;
BEGIN
    SELECT moment AS at INTO one;
    RETURN QUERY SELECT post.body_id, max(m.clearance)::int
        FROM public.orgs_membership AS m JOIN public.orgs_post AS post ON post.id = m.post_id
        WHERE m.person_id = person AND {LIVE.format("m")} GROUP BY post.body_id;
END $$;

CREATE FUNCTION second_wall.party_keys(of_kind int) RETURNS bigint[]
{HEAD} AS $$
DECLARE one record; found bigint[];
BEGIN
    SELECT * INTO one FROM second_wall.told();
    SELECT array_agg((c.body * {KINDS} + of_kind) * {LABELS} + label) INTO found
        FROM second_wall.cleared(one.person, one.at) AS c,
        generate_series(0, least(c.clearance, {LABELS - 1})) AS label;
    RETURN coalesce(found, '{{}}');
END $$;
"""  # noqa: S608 - our own words
WALLS = f"""
CREATE FUNCTION second_wall.walls(of_kind int) RETURNS uuid[]
{HEAD} AS $$
DECLARE one record; found uuid[];
BEGIN
    SELECT * INTO one FROM second_wall.told();
    SELECT array_agg(record_id) INTO found FROM (
        SELECT w.record_id FROM public.access_wall AS w
        WHERE w.person_id = one.person AND (of_kind IS NULL OR w.record_kind = of_kind)
        AND {LASTING.format("w")}
        UNION ALL
        SELECT s.record_id FROM public.access_recordsubject AS s
        WHERE s.is_kept AND (of_kind IS NULL OR s.record_kind = of_kind)
        AND s.body_id IN (SELECT c.body FROM second_wall.cleared(one.person, one.at) AS c)
    ) AS walled;
    RETURN coalesce(found, '{{}}');
END $$;
"""  # noqa: S608 - our own words
FUNCTIONS = TOLD + SEATS + WALLS
# Granted to somebody cleared for the label, or opened in emergency; parties that a column names
# are found by that column. Always by index: few are granted, however many there are.
IDS = f"""
CREATE FUNCTION second_wall.ids_{{kind}}() RETURNS uuid[]
{HEAD} SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE one record; found uuid[]; bodies bigint[]; clearances int[]; best int;
BEGIN
    SELECT * INTO one FROM second_wall.told();
    SELECT array_agg(c.body), array_agg(c.clearance), max(c.clearance)
        INTO bodies, clearances, best FROM second_wall.cleared(one.person, one.at) AS c;
    SELECT array_agg(record_id) INTO found FROM (
        SELECT e.record_id FROM public.access_emergency AS e
        WHERE e.person_id = one.person AND e.record_kind = {{kind}} AND e.expires_at > one.at
        UNION ALL
        SELECT g.record_id FROM public.access_grant AS g
        JOIN public.{{table}} AS r ON r.id = g.record_id AND r.label <= best
        WHERE g.person_id = one.person AND g.record_kind = {{kind}}
        AND g.revoked_at IS NULL AND g.expires_at > one.at
        UNION ALL
        SELECT g.record_id FROM public.access_teammember AS m
        JOIN public.access_team AS t ON t.id = m.team_id AND {LASTING.format("t")}
        JOIN public.access_grant AS g ON g.team_id = t.id AND g.record_kind = {{kind}}
        JOIN public.{{table}} AS r ON r.id = g.record_id AND r.label <= best
        WHERE m.person_id = one.person AND {LIVE.format("m")}
        AND g.revoked_at IS NULL AND g.expires_at > one.at
        UNION ALL
        SELECT g.record_id FROM public.access_grant AS g
        JOIN public.{{table}} AS r ON r.id = g.record_id
        WHERE g.body_id = ANY (bodies) AND g.purpose = ANY ('{{{{{{purposes}}}}}}')
        AND g.record_kind = {{kind}} AND g.revoked_at IS NULL AND g.expires_at > one.at
        AND r.label <= (
            SELECT c.clearance FROM unnest(bodies, clearances) AS c (body, clearance)
            WHERE c.body = g.body_id
        )
    ) AS named;
    RETURN coalesce(found, '{{{{}}}}');
END $$;
"""  # noqa: S608 - our own words

-- Whoever is in hadrill_analyst reads the views and nothing else. Run at every start of a worker, so that a role that was
-- made by hand, a restored database and a new view get their rights; nothing here may keep a drill from being stored.
DO $$
DECLARE
    views CONSTANT text[] := ARRAY['concluded_drill', 'rto_trend', 'phase_trend', 'rpo_trend', 'release_comparison',
        'verdict_counts', 'findings_open', 'rejected_release'];
    view text;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('hadrill_analyst', 0));
    IF to_regrole('hadrill_analyst') IS NULL THEN
        BEGIN
            CREATE ROLE hadrill_analyst NOLOGIN;
        EXCEPTION WHEN duplicate_object OR unique_violation THEN
            NULL; -- the worker of another database of this server was quicker
        END;
    END IF;
    IF NOT has_schema_privilege('hadrill_analyst', current_schema(), 'USAGE') THEN
        EXECUTE format('GRANT USAGE ON SCHEMA %I TO hadrill_analyst', current_schema());
    END IF;
    FOREACH view IN ARRAY views LOOP
        IF NOT has_table_privilege('hadrill_analyst', view, 'SELECT') THEN
            EXECUTE format('GRANT SELECT ON %I TO hadrill_analyst', view);
        END IF;
    END LOOP;
    BEGIN -- what PUBLIC may, every role may
        IF has_schema_privilege('hadrill_analyst', current_schema(), 'CREATE') THEN
            EXECUTE format('REVOKE CREATE ON SCHEMA %I FROM PUBLIC', current_schema());
        END IF;
        IF has_database_privilege('hadrill_analyst', current_database(), 'TEMPORARY') THEN
            EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
        END IF;
        IF has_function_privilege('hadrill_analyst', 'pg_catalog.lo_create(oid)', 'EXECUTE')
            AND (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
            REVOKE EXECUTE ON FUNCTION pg_catalog.lo_create(oid), pg_catalog.lo_creat(integer),
                pg_catalog.lo_from_bytea(oid, bytea) FROM PUBLIC;
        END IF;
    EXCEPTION WHEN insufficient_privilege THEN
        RAISE NOTICE 'members of hadrill_analyst may still do what PUBLIC may in this database: %', SQLERRM;
    END;
EXCEPTION WHEN OTHERS THEN
    RAISE NOTICE 'the role hadrill_analyst is not complete: %; see docs/history.md, "For analysts"', SQLERRM;
END
$$;

//! The tables of all features, in the types that SQLite and PostgreSQL share.
//!
//! Written by hand (a generator would choose one dialect); a test selects every
//! column on both databases. A feature writes only the tables of its own name.

diesel::table! {
    users (id) {
        id -> Text,
        login -> Text,
        name -> Text,
        email -> Nullable<Text>,
        password_hash -> Text,
        created_at -> Timestamp,
        disabled_at -> Nullable<Timestamp>,
        version -> BigInt,
    }
}

diesel::table! {
    user_sessions (id) {
        id -> Text,
        user_id -> Text,
        office_id -> Text,
        csrf -> Text,
        address -> Text,
        created_at -> Timestamp,
        seen_at -> Timestamp,
        expires_at -> Timestamp,
        device -> Text,
    }
}

diesel::table! {
    user_links (token_hash) {
        token_hash -> Text,
        purpose -> Text,
        user_id -> Nullable<Text>,
        created_at -> Timestamp,
        expires_at -> Timestamp,
        used_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    user_factors (user_id) {
        user_id -> Text,
        secret -> Text,
        last_step -> BigInt,
        made_at -> Timestamp,
    }
}

diesel::table! {
    user_recovery_codes (code_hash) {
        code_hash -> Text,
        user_id -> Text,
        used_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    user_half_sessions (id) {
        id -> Text,
        user_id -> Text,
        expires_at -> Timestamp,
    }
}

diesel::table! {
    user_browsers (user_id, browser) {
        user_id -> Text,
        browser -> Text,
        network -> Text,
        seen_at -> Timestamp,
    }
}

diesel::table! {
    user_deputies (id) {
        id -> Text,
        user_id -> Text,
        deputy_id -> Text,
        office_id -> Text,
        from_at -> Timestamp,
        until_at -> Timestamp,
        named_at -> Timestamp,
        ended_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    companies (id) {
        id -> Text,
        name -> Text,
        short_name -> Text,
        demo -> Bool,
        created_at -> Timestamp,
        version -> BigInt,
    }
}

diesel::table! {
    offices (id) {
        id -> Text,
        kind -> Text,
        name -> Text,
        name_en -> Text,
        phone -> Text,
        email -> Nullable<Text>,
        created_at -> Timestamp,
        version -> BigInt,
        mark -> Nullable<Text>,
    }
}

diesel::table! {
    user_roles (user_id, office_id) {
        user_id -> Text,
        office_id -> Text,
        role -> Text,
    }
}

diesel::table! {
    places (id) {
        id -> Text,
        office_id -> Text,
        community_id -> Text,
        parent_id -> Nullable<Text>,
        kind -> Text,
        sort_key -> Integer,
        name -> Text,
        name_en -> Text,
        homes -> Integer,
        path -> Text,
        created_at -> Timestamp,
        version -> BigInt,
        closed_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    boards (id) {
        id -> Text,
        office_id -> Text,
        community_id -> Text,
        place_id -> Text,
        kind -> Text,
        name -> Text,
        name_en -> Text,
        sort_key -> Integer,
        created_at -> Timestamp,
        retired_at -> Nullable<Timestamp>,
        version -> BigInt,
    }
}

diesel::table! {
    board_places (board_id, place_id) {
        board_id -> Text,
        place_id -> Text,
    }
}

diesel::table! {
    place_imports (id) {
        id -> Text,
        office_id -> Text,
        community_id -> Text,
        lines -> Text,
        lines_version -> Integer,
        unread -> Text,
        derived -> Integer,
        by_id -> Text,
        by_name -> Text,
        read_at -> Timestamp,
        entered_at -> Nullable<Timestamp>,
        taken_back_at -> Nullable<Timestamp>,
        version -> BigInt,
    }
}

diesel::table! {
    place_import_places (import_id, place_id) {
        import_id -> Text,
        place_id -> Text,
        added -> Bool,
        counted -> Integer,
    }
}

diesel::table! {
    place_charges (community_id, office_id, from_at) {
        community_id -> Text,
        office_id -> Text,
        from_at -> Timestamp,
        until_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    place_proposals (place_id) {
        place_id -> Text,
        office_id -> Text,
        community_id -> Text,
        by_id -> Text,
        by_name -> Text,
        proposed_at -> Timestamp,
        remark -> Text,
        verdict -> Nullable<Text>,
        decided_at -> Nullable<Timestamp>,
        answer -> Text,
        version -> BigInt,
    }
}

diesel::table! {
    outbox (id) {
        id -> Text,
        kind -> Text,
        dedupe -> Text,
        office_id -> Nullable<Text>,
        about -> Nullable<Text>,
        urgent -> Bool,
        recipient -> Text,
        payload -> Text,
        created_at -> Timestamp,
        due_at -> Timestamp,
        give_up_at -> Timestamp,
        attempt -> Integer,
        owner -> Nullable<Text>,
        claimed_until -> Nullable<Timestamp>,
        settled_at -> Nullable<Timestamp>,
        outcome -> Nullable<Text>,
        last_error -> Nullable<Text>,
    }
}

diesel::table! {
    audit_entries (id) {
        id -> Text,
        at -> Timestamp,
        actor -> Text,
        actor_name -> Text,
        office_id -> Nullable<Text>,
        act -> Text,
        subject -> Text,
        detail -> Text,
        for_id -> Nullable<Text>,
        for_name -> Nullable<Text>,
    }
}

diesel::table! {
    counters (name) {
        name -> Text,
        value -> BigInt,
    }
}

diesel::table! {
    limit_hits (id) {
        id -> Text,
        bucket -> Text,
        at -> Timestamp,
        amount -> BigInt,
        taken_with -> Text,
    }
}

diesel::table! {
    secrets (name) {
        name -> Text,
        value -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    house_marks (name) {
        name -> Text,
        value -> Text,
    }
}

diesel::table! {
    clock_marks (name) {
        name -> Text,
        at -> Timestamp,
    }
}

diesel::table! {
    duty_holds (id) {
        id -> Text,
        cause -> Text,
        since -> Timestamp,
        last_turn -> Nullable<Timestamp>,
    }
}

diesel::table! {
    codes (code) {
        code -> Text,
        office_id -> Text,
        place_id -> Nullable<Text>,
        target -> Text,
        target_id -> Nullable<Text>,
        created_at -> Timestamp,
        revoked_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    rules (id) {
        id -> Text,
        code -> Text,
        value -> BigInt,
        unit -> Text,
        clause -> Text,
        effective_at -> Timestamp,
    }
}

diesel::table! {
    notice_outages (id) {
        id -> Text,
        office_id -> Text,
        community_id -> Text,
        utility -> Text,
        cause -> Text,
        starts_at -> Timestamp,
        expected_end_at -> Timestamp,
        ended_at -> Nullable<Timestamp>,
        reason -> Text,
        late_reason -> Nullable<Text>,
        supply_point -> Nullable<Text>,
        received_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
        updated_at -> Timestamp,
        last_word_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    notice_outage_places (outage_id, place_id) {
        outage_id -> Text,
        place_id -> Text,
    }
}

diesel::table! {
    notices (id) {
        id -> Text,
        office_id -> Text,
        community_id -> Text,
        kind -> Text,
        stage -> Text,
        number -> Nullable<Text>,
        title -> Text,
        content -> Text,
        content_version -> Integer,
        version -> BigInt,
        outage_id -> Nullable<Text>,
        replaces_id -> Nullable<Text>,
        author_id -> Text,
        reviewer_id -> Nullable<Text>,
        remark -> Nullable<Text>,
        publish_at -> Timestamp,
        remove_after -> Timestamp,
        created_at -> Timestamp,
        updated_at -> Timestamp,
        approved_at -> Nullable<Timestamp>,
        published_at -> Nullable<Timestamp>,
        closed_at -> Nullable<Timestamp>,
        late -> Bool,
        held -> Bool,
        typed_in -> Nullable<Text>,
        record_id -> Nullable<Text>,
        begins_at -> Nullable<Timestamp>,
        ends_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    notice_writers (notice_id, user_id) {
        notice_id -> Text,
        user_id -> Text,
        first_at -> Timestamp,
        last_at -> Timestamp,
        version -> BigInt,
    }
}

diesel::table! {
    notice_thrown_away (notice_id) {
        notice_id -> Text,
        office_id -> Text,
        by_name -> Text,
        at -> Timestamp,
    }
}

diesel::table! {
    notice_sent_texts (notice_id, version) {
        notice_id -> Text,
        version -> BigInt,
        content -> Text,
        sent_at -> Timestamp,
    }
}

diesel::table! {
    notice_steps (notice_id, version) {
        notice_id -> Text,
        version -> BigInt,
        act -> Text,
        actor -> Text,
        words -> Text,
        made_id -> Nullable<Text>,
    }
}

diesel::table! {
    notice_revisions (id) {
        id -> Text,
        notice_id -> Text,
        office_id -> Text,
        revision -> Integer,
        number -> Text,
        content -> Text,
        content_version -> Integer,
        rule_id -> Nullable<Text>,
        template_version -> Integer,
        base_url -> Text,
        post_by -> Timestamp,
        remove_after -> Timestamp,
        approved_by -> Text,
        approved_at -> Timestamp,
        withdrawn_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    notice_postings (id) {
        id -> Text,
        office_id -> Text,
        notice_id -> Text,
        revision_id -> Text,
        board_id -> Text,
        copy_no -> Integer,
        copies -> Integer,
        code -> Text,
        posted_at -> Nullable<Timestamp>,
        posted_recorded_at -> Nullable<Timestamp>,
        posted_by -> Nullable<Text>,
        posted_reason -> Nullable<Text>,
        taken_down_at -> Nullable<Timestamp>,
        taken_down_recorded_at -> Nullable<Timestamp>,
        taken_down_by -> Nullable<Text>,
        taken_down_reason -> Nullable<Text>,
        marks -> Integer,
        marked_at -> Nullable<Timestamp>,
        posted_counts_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    notice_posting_marks (posting_id, mark_no) {
        posting_id -> Text,
        mark_no -> Integer,
        act -> Text,
        done_at -> Nullable<Timestamp>,
        takes_back -> Nullable<Integer>,
        reason -> Nullable<Text>,
        recorded_at -> Timestamp,
        recorded_by -> Text,
    }
}

diesel::table! {
    notice_prints (id) {
        id -> Text,
        revision_id -> Text,
        sheets -> Integer,
        printed_at -> Timestamp,
        printed_by -> Text,
    }
}

diesel::table! {
    notice_subscribers (id) {
        id -> Text,
        office_id -> Text,
        community_id -> Text,
        place_id -> Nullable<Text>,
        email -> Text,
        confirmed_at -> Nullable<Timestamp>,
        left_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
        consent -> Nullable<Text>,
        added_by -> Nullable<Text>,
        removed_by -> Nullable<Text>,
    }
}

diesel::table! {
    departments (id) {
        id -> Text,
        office_id -> Text,
        name -> Text,
        name_en -> Text,
        head_id -> Nullable<Text>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    department_members (department_id, user_id) {
        department_id -> Text,
        user_id -> Text,
    }
}

diesel::table! {
    complaint_cases (id) {
        id -> Text,
        office_id -> Text,
        community_id -> Nullable<Text>,
        number -> Text,
        stage -> Text,
        version -> BigInt,
        opened_at -> Timestamp,
        seen_at -> Nullable<Timestamp>,
        seen_by -> Nullable<Text>,
    }
}

diesel::table! {
    complaint_contacts (id) {
        id -> Text,
        office_id -> Text,
        case_id -> Nullable<Text>,
        community_id -> Nullable<Text>,
        place_id -> Nullable<Text>,
        number -> Text,
        source -> Text,
        channel -> Text,
        content -> Text,
        place_text -> Text,
        code -> Nullable<Text>,
        reach -> Text,
        contact_name -> Nullable<Text>,
        contact_phone -> Nullable<Text>,
        privacy_version -> Nullable<Text>,
        received_at -> Timestamp,
        recorded_by -> Nullable<Text>,
        recorded_by_name -> Nullable<Text>,
        held_reason -> Nullable<Text>,
        photos_unkept -> Integer,
        nonce_hash -> Nullable<Text>,
        token_hash -> Text,
        held_for -> Nullable<Text>,
    }
}

diesel::table! {
    complaint_steps (id) {
        id -> Text,
        office_id -> Text,
        case_id -> Nullable<Text>,
        contact_id -> Nullable<Text>,
        act -> Text,
        taken_at -> Timestamp,
        by_id -> Nullable<Text>,
        by_name -> Text,
        detail -> Text,
    }
}

diesel::table! {
    complaint_photos (id) {
        id -> Text,
        office_id -> Text,
        contact_id -> Text,
        width -> Integer,
        height -> Integer,
        bytes -> Integer,
        created_at -> Timestamp,
    }
}

diesel::table! {
    sign_batches (id) {
        id -> Text,
        office_id -> Text,
        community_id -> Text,
        place_id -> Text,
        design -> Text,
        wording -> Text,
        wording_version -> Integer,
        starts_at -> Timestamp,
        ends_at -> Timestamp,
        base_url -> Text,
        created_by -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    sign_placed (id) {
        id -> Text,
        office_id -> Text,
        batch_id -> Nullable<Text>,
        run_id -> Nullable<Text>,
        design -> Text,
        label_zh -> Text,
        label_en -> Text,
        version -> Integer,
        standard -> Nullable<Text>,
        place_id -> Text,
        place_path -> Text,
        spot -> Text,
        code -> Text,
        copy_no -> Integer,
        copies -> Integer,
        state -> Text,
        entered_at -> Timestamp,
        entered_by -> Nullable<Text>,
        printed_at -> Nullable<Timestamp>,
        placed_at -> Nullable<Timestamp>,
        placed_by -> Nullable<Text>,
        removed_at -> Nullable<Timestamp>,
        removed_by -> Nullable<Text>,
        down_by -> Nullable<Timestamp>,
        end_shown -> Nullable<Text>,
        inspect_every_days -> Nullable<Integer>,
        inspect_due_at -> Nullable<Timestamp>,
        inspected_at -> Nullable<Timestamp>,
        inspected_by -> Nullable<Text>,
        finding -> Nullable<Text>,
        photo_id -> Nullable<Text>,
    }
}

diesel::table! {
    sign_inspections (id) {
        id -> Text,
        office_id -> Text,
        sign_id -> Text,
        finding -> Text,
        remark -> Text,
        photo_id -> Nullable<Text>,
        inspected_at -> Timestamp,
        inspected_by -> Text,
    }
}

diesel::table! {
    sign_photos (id) {
        id -> Text,
        office_id -> Text,
        sign_id -> Text,
        width -> Integer,
        height -> Integer,
        bytes -> Integer,
        created_at -> Timestamp,
    }
}

diesel::table! {
    code_scans (code, day) {
        code -> Text,
        day -> Text,
        scans -> BigInt,
    }
}

diesel::table! {
    code_office_checks (code, office_id) {
        code -> Text,
        office_id -> Text,
        day -> Text,
        checked_at -> Timestamp,
        checked_by -> Text,
        remark -> Text,
    }
}

diesel::table! {
    code_checks (code) {
        code -> Text,
        day -> Text,
        checked_at -> Timestamp,
        checked_by -> Text,
        remark -> Text,
    }
}

diesel::table! {
    notice_unsubscribe_links (token_hash) {
        token_hash -> Text,
        subscriber_id -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    sign_runs (id) {
        id -> Text,
        office_id -> Text,
        community_id -> Text,
        spec -> Text,
        spec_version -> Integer,
        signs -> Text,
        total -> Integer,
        first_at -> Text,
        first_at_en -> Text,
        base_url -> Text,
        created_by -> Text,
        created_at -> Timestamp,
        stopped_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    sign_run_parts (run_id, part) {
        run_id -> Text,
        part -> Integer,
        office_id -> Text,
        printed_at -> Timestamp,
        printed_by -> Text,
    }
}

diesel::table! {
    sign_versions (subject) {
        subject -> Text,
        version -> BigInt,
        changed_by -> Text,
        others_version -> BigInt,
    }
}

diesel::table! {
    sign_bin_colours (community_id) {
        community_id -> Text,
        office_id -> Text,
        recyclable -> Text,
        kitchen -> Text,
        hazardous -> Text,
        other -> Text,
        changed_at -> Timestamp,
    }
}

diesel::joinable!(user_sessions -> users (user_id));
diesel::joinable!(user_half_sessions -> users (user_id));
diesel::joinable!(user_roles -> users (user_id));
diesel::joinable!(user_roles -> offices (office_id));
diesel::joinable!(boards -> places (place_id));
diesel::joinable!(place_charges -> offices (office_id));
diesel::joinable!(board_places -> boards (board_id));
diesel::joinable!(board_places -> places (place_id));
diesel::joinable!(notice_outage_places -> places (place_id));
diesel::joinable!(notice_postings -> boards (board_id));
diesel::joinable!(notice_postings -> notices (notice_id));
diesel::joinable!(notice_postings -> notice_revisions (revision_id));
diesel::joinable!(notice_posting_marks -> notice_postings (posting_id));
diesel::joinable!(notice_posting_marks -> users (recorded_by));
diesel::joinable!(notice_prints -> users (printed_by));
diesel::joinable!(sign_placed -> sign_batches (batch_id));
diesel::joinable!(sign_placed -> places (place_id));
diesel::joinable!(code_scans -> codes (code));
diesel::joinable!(complaint_contacts -> complaint_cases (case_id));
diesel::joinable!(complaint_photos -> complaint_contacts (contact_id));
diesel::allow_tables_to_appear_in_same_query!(
    users,
    user_sessions,
    user_links,
    user_factors,
    user_recovery_codes,
    user_half_sessions,
    user_browsers,
    user_deputies,
    companies,
    offices,
    user_roles,
    places,
    boards,
    board_places,
    place_imports,
    place_import_places,
    place_charges,
    place_proposals,
    outbox,
    audit_entries,
    counters,
    limit_hits,
    secrets,
    codes,
    rules,
    notice_outages,
    notice_outage_places,
    notices,
    notice_writers,
    notice_sent_texts,
    notice_steps,
    notice_thrown_away,
    notice_revisions,
    notice_posting_marks,
    notice_postings,
    notice_prints,
    notice_subscribers,
    notice_unsubscribe_links,
    departments,
    department_members,
    complaint_cases,
    complaint_contacts,
    complaint_steps,
    complaint_photos,
    sign_batches,
    sign_placed,
    sign_inspections,
    sign_photos,
    code_scans,
    code_checks,
    code_office_checks,
);

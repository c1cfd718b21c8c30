-- migrate:up
create schema accounts;
comment on schema accounts is 'Who may sign in, in which role and on what; how they prove it; what they are signed in with';

create table accounts.account (
    id bigint generated always as identity primary key,
    user_name text not null,
    user_key text not null unique,
    display_name text collate "vi-x-icu" not null,
    email text,
    email_key text unique,
    role text not null check (role in ('Finance', 'Owner', 'Construction', 'Leader', 'Auditor', 'Administrator')),
    province_code text references directory.province (code),
    demo boolean not null default false,
    active boolean not null default true,
    password_hash text,
    must_change_password boolean not null default false,
    security_stamp text not null,
    concurrency_stamp text not null,
    two_factor_on boolean not null default false,
    authenticator_key text,
    authenticator_step bigint not null default 0,
    failed_count integer not null default 0,
    locked_until timestamptz,
    created_at timestamptz not null default now(),
    signed_in_at timestamptz,
    search_text text not null generated always as
        (common.fold(user_name || ' ' || display_name || ' ' || coalesce(email, ''))) stored,
    constraint account_email check ((email is null) = (email_key is null)),
    constraint account_two_factor check (not two_factor_on or authenticator_key is not null)
);
create index account_province_idx on accounts.account (province_code, user_key);
create index account_search_idx on accounts.account using gin (search_text gin_trgm_ops);
create index account_demo_idx on accounts.account (id) where demo;
comment on table accounts.account is 'Somebody who may sign in; never deleted, only deactivated';
comment on column accounts.account.id is 'Surrogate key';
comment on column accounts.account.user_name is 'Name to sign in with';
comment on column accounts.account.user_key is 'The same in the form in which it is compared';
comment on column accounts.account.display_name is 'Name shown to others and in the history';
comment on column accounts.account.email is 'Address for mail, and to sign in with';
comment on column accounts.account.email_key is 'The same in the form in which it is compared';
comment on column accounts.account.role is 'What the account may do';
comment on column accounts.account.province_code is 'The one province it may do that in; empty = in all';
comment on column accounts.account.demo is 'Belongs to the demonstration: published password, no second factor';
comment on column accounts.account.active is 'Whether it may be used';
comment on column accounts.account.password_hash is 'Hash of the password; empty until it is chosen by the invitation';
comment on column accounts.account.must_change_password is 'Whether another password must be chosen before anything else';
comment on column accounts.account.security_stamp is 'Changes whenever a credential does; one-time links hang on it';
comment on column accounts.account.concurrency_stamp is 'Changes with every change of the credentials';
comment on column accounts.account.two_factor_on is 'Whether a code of the authenticator is asked for';
comment on column accounts.account.authenticator_key is 'Key shared with the authenticator, protected by the program''s keys';
comment on column accounts.account.authenticator_step is 'Time step of the last code that was accepted: a code serves once';
comment on column accounts.account.failed_count is 'Failed attempts in a row';
comment on column accounts.account.locked_until is 'Until when no attempt is accepted';
comment on column accounts.account.created_at is 'When it was made';
comment on column accounts.account.signed_in_at is 'When it signed in last';
comment on column accounts.account.search_text is 'Names and address folded for accent-insensitive search';

create table accounts.account_body (
    account_id bigint not null references accounts.account (id),
    body_id bigint not null references directory.body (id),
    primary key (account_id, body_id)
);
create index account_body_body_idx on accounts.account_body (body_id);
comment on table accounts.account_body is 'The bodies an owner''s account is bound to; it reaches what stands under them, too';
comment on column accounts.account_body.account_id is 'Account';
comment on column accounts.account_body.body_id is 'Body';

create table accounts.recovery_code (
    account_id bigint not null references accounts.account (id),
    code_hash bytea not null,
    primary key (account_id, code_hash)
);
comment on table accounts.recovery_code is 'One-time codes for who has lost the authenticator; a used one is gone';
comment on column accounts.recovery_code.account_id is 'Account';
comment on column accounts.recovery_code.code_hash is 'SHA-256 of the code';

create table accounts.passkey (
    credential_id bytea primary key,
    account_id bigint not null references accounts.account (id),
    name text not null,
    public_key bytea not null,
    sign_count bigint not null,
    transports text[],
    user_verified boolean not null,
    backup_eligible boolean not null,
    backed_up boolean not null,
    attestation_object bytea not null,
    client_data bytea not null,
    created_at timestamptz not null
);
create index passkey_account_idx on accounts.passkey (account_id);
comment on table accounts.passkey is 'Passkeys (WebAuthn) of an account';
comment on column accounts.passkey.credential_id is 'Id the authenticator gave';
comment on column accounts.passkey.account_id is 'Account';
comment on column accounts.passkey.name is 'Name its holder gave it';
comment on column accounts.passkey.public_key is 'Public key, COSE';
comment on column accounts.passkey.sign_count is 'Counter of the authenticator';
comment on column accounts.passkey.transports is 'How the authenticator is reached';
comment on column accounts.passkey.user_verified is 'Whether the authenticator verified its holder when it was made';
comment on column accounts.passkey.backup_eligible is 'Whether it may be copied to another device';
comment on column accounts.passkey.backed_up is 'Whether it is';
comment on column accounts.passkey.attestation_object is 'What the authenticator said when it was made';
comment on column accounts.passkey.client_data is 'What the browser said when it was made';
comment on column accounts.passkey.created_at is 'When it was made';

create table accounts.session (
    id bigint generated always as identity primary key,
    account_id bigint not null references accounts.account (id),
    secret_hash bytea not null unique,
    method text not null check (method in
        ('password', 'second_factor', 'recovery_code', 'passkey', 'single_sign_on', 'single_sign_on_strong')),
    address text,
    user_agent text,
    started_at timestamptz not null default now(),
    seen_at timestamptz not null default now(),
    expires_at timestamptz not null,
    ended_at timestamptz
);
create index session_account_idx on accounts.session (account_id, started_at desc);
create index session_open_idx on accounts.session (account_id) where ended_at is null;
create index session_age_idx on accounts.session (expires_at);
comment on table accounts.session is 'A browser in which somebody is signed in';
comment on column accounts.session.id is 'Surrogate key';
comment on column accounts.session.account_id is 'Account';
comment on column accounts.session.secret_hash is 'SHA-256 of the secret in the cookie';
comment on column accounts.session.method is 'How the account was proved';
comment on column accounts.session.address is 'Address of the browser when it signed in';
comment on column accounts.session.user_agent is 'What the browser called itself';
comment on column accounts.session.started_at is 'When it signed in';
comment on column accounts.session.seen_at is 'When it was seen last, to the minute';
comment on column accounts.session.expires_at is 'When it ends by itself';
comment on column accounts.session.ended_at is 'When it was ended';

create table accounts.token (
    id bigint generated always as identity primary key,
    account_id bigint not null references accounts.account (id),
    name text not null,
    secret_hash bytea not null unique,
    scopes text[] not null,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    revoked_at timestamptz,
    used_at timestamptz,
    used_from text,
    constraint token_scopes check (cardinality(scopes) > 0)
);
create index token_account_idx on accounts.token (account_id, created_at desc);
comment on table accounts.token is 'Personal tokens for the API: at most what their owner may do, within their scopes';
comment on column accounts.token.id is 'Surrogate key';
comment on column accounts.token.account_id is 'Owner';
comment on column accounts.token.name is 'What it is for, in the owner''s words';
comment on column accounts.token.secret_hash is 'SHA-256 of the token';
comment on column accounts.token.scopes is 'What it opens: area:read, area:write';
comment on column accounts.token.created_at is 'When it was made';
comment on column accounts.token.expires_at is 'When it ends by itself';
comment on column accounts.token.revoked_at is 'When it was revoked';
comment on column accounts.token.used_at is 'When it was used last, to the minute';
comment on column accounts.token.used_from is 'From which address';

create table accounts.setting (
    key text primary key check (key in ('public_view', 'second_factor')),
    value boolean not null,
    changed_at timestamptz not null default now()
);
comment on table accounts.setting is 'Switches of access; one that stands here was set by an administrator';
comment on column accounts.setting.key is 'public_view = anybody sees the public figures (else on while the demonstration is loaded); second_factor = asked of finance and administrators (else on)';
comment on column accounts.setting.value is 'On or off';
comment on column accounts.setting.changed_at is 'When it was set';

create table accounts.mail_request (
    id bigint generated always as identity primary key,
    account_id bigint not null references accounts.account (id),
    purpose text not null check (purpose in ('invitation', 'reset')),
    requested_at timestamptz not null default now(),
    handled_at timestamptz
);
create unique index mail_request_open_key on accounts.mail_request (account_id, purpose) where handled_at is null;
comment on table accounts.mail_request is 'One-time links somebody waits for: written in the transaction that causes them, handled by the mail dispatcher or by an administrator who hands the link over';
comment on column accounts.mail_request.id is 'Surrogate key';
comment on column accounts.mail_request.account_id is 'Who waits';
comment on column accounts.mail_request.purpose is 'invitation or reset';
comment on column accounts.mail_request.requested_at is 'Since when';
comment on column accounts.mail_request.handled_at is 'When the link was made';

alter table directory.body
    add column parent_id bigint references directory.body (id),
    add column entered boolean not null default false,
    add column active boolean not null default true,
    add constraint body_parent_other check (parent_id <> id);
create index body_parent_idx on directory.body (parent_id) where parent_id is not null;
comment on column directory.body.parent_id is 'Body it stands under: who is bound to that one reaches this one, too';
comment on column directory.body.entered is 'Entered by an administrator; a correction of the seeds leaves it alone';
comment on column directory.body.active is 'Whether it still takes on work; what it did stays';

-- migrate:down
alter table directory.body drop column parent_id, drop column entered, drop column active;
drop schema accounts cascade;

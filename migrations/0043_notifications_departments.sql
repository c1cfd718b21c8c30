-- migrate:up
-- Accounts of the finance and construction departments are bound to a province, not to their department, which is a body all the same: it is told to
-- act, and owes reports. Accounts of the whole country stand in where a province has none. The codes of departments end alike in every province (cb-so-tai-chinh, cb-so-xay-dung).
create view accounts.department as
    select a.id as account_id, b.id as body_id
    from accounts.account a
    join directory.body b on (b.province_code = a.province_code or a.province_code is null and not exists (
            select 1 from accounts.account o where o.active and o.role = a.role and o.province_code = b.province_code))
        and (a.role = 'Finance' and b.code like '%-so-tai-chinh' or a.role = 'Construction' and b.code like '%-so-xay-dung')
    where a.active;
comment on view accounts.department is 'Accounts of departments, and the body that the department is';
comment on column accounts.department.account_id is 'Account';
comment on column accounts.department.body_id is 'Body';

-- Passed on is what lasts since somebody was told of it, not since it began: what a first scan finds may be years old.
alter table notifications.told add column first_on date;
update notifications.told t set first_on = least(t.told_on, (select e.opened_on from slippage.episode e where e.id = t.episode_id));
alter table notifications.told alter column first_on set not null;
comment on column notifications.told.first_on is 'Business day on which he was told first';
comment on table notifications.told is 'Who was told last of which warning; gone some time after it has ended';

-- The mails of a province, the latest first.
create index mail_province_idx on notifications.mail (province_code, id desc);

-- Four jobs of the night became one: whoever had paused one of them finds that one paused.
insert into jobs.pause (job, paused_at, paused_by, reason)
select distinct on (1) 'night-round', p.paused_at, p.paused_by, p.reason
from jobs.pause p
where p.job in ('forecast', 'slippage-scan', 'red-mails', 'ledger-check')
order by 1, p.paused_at
on conflict (job) do nothing;
delete from jobs.pause p where p.job in ('forecast', 'slippage-scan', 'red-mails', 'ledger-check');

-- migrate:down
drop index notifications.mail_province_idx;
alter table notifications.told drop column first_on;
comment on table notifications.told is 'Who was told last of which warning; gone once he was told that it ended';
drop view accounts.department;

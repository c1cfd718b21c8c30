-- migrate:up
-- Accounts of the finance and construction departments are bound to a province, not to their department, which is a body all the same: it is told to
-- act, and owes reports. The codes of departments end alike in every province (cb-so-tai-chinh, cb-so-xay-dung).
create view accounts.department as
    select a.id as account_id, b.id as body_id
    from accounts.account a
    join directory.body b on (a.province_code is null or b.province_code = a.province_code)
        and (a.role = 'Finance' and b.code like '%-so-tai-chinh' or a.role = 'Construction' and b.code like '%-so-xay-dung')
    where a.active;
comment on view accounts.department is 'Accounts of departments, and the body that the department is';
comment on column accounts.department.account_id is 'Account';
comment on column accounts.department.body_id is 'Body';

-- Passed on is what lasts since somebody was told of it, not since it began: what a first scan finds may be years old.
alter table notifications.told add column first_on date;
update notifications.told set first_on = told_on;
alter table notifications.told alter column first_on set not null;
comment on column notifications.told.first_on is 'Business day on which he was told first';
comment on table notifications.told is 'Who was told last of which warning; gone some time after it has ended';

-- migrate:down
alter table notifications.told drop column first_on;
comment on table notifications.told is 'Who was told last of which warning; gone once he was told that it ended';
drop view accounts.department;

-- Who answers within an office (QP7.3 §3.1, §3.2): its 事务部, at the head office the 经营管理部. Its
-- id is that of its office, its head the office's manager, its members those who take what people
-- tell.
CREATE TABLE departments (
  id TEXT PRIMARY KEY,
  office_id TEXT NOT NULL REFERENCES offices (id),
  name TEXT NOT NULL,
  name_en TEXT NOT NULL,
  head_id TEXT REFERENCES users (id),
  created_at TIMESTAMP NOT NULL
);
CREATE INDEX departments_office ON departments (office_id);
INSERT INTO departments (id, office_id, name, name_en, head_id, created_at)
SELECT o.id, o.id,
  CASE o.kind WHEN 'head' THEN '经营管理部' ELSE '事务部' END,
  CASE o.kind WHEN 'head' THEN 'Operations' ELSE 'Customer affairs' END,
  (SELECT MIN(r.user_id) FROM user_roles r JOIN users u ON u.id = r.user_id
    WHERE r.office_id = o.id AND r.role = 'office_manager' AND u.disabled_at IS NULL),
  o.created_at
FROM offices o;

CREATE TABLE department_members (
  department_id TEXT NOT NULL REFERENCES departments (id),
  user_id TEXT NOT NULL REFERENCES users (id),
  PRIMARY KEY (department_id, user_id)
);
CREATE INDEX department_members_user ON department_members (user_id);
INSERT INTO department_members (department_id, user_id)
SELECT r.office_id, r.user_id
FROM user_roles r
JOIN users u ON u.id = r.user_id
WHERE r.role IN ('office_manager', 'clerk', 'operations') AND u.disabled_at IS NULL;

-- Accounts that were opened, and offices that were added, since there are departments: their people
-- join as those did who were there before, and who has left leaves.
INSERT INTO department_members (department_id, user_id)
SELECT d.id, r.user_id
FROM user_roles r
JOIN users u ON u.id = r.user_id
JOIN departments d ON d.office_id = r.office_id
WHERE r.role IN ('office_manager', 'clerk', 'operations') AND u.disabled_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM department_members m
    WHERE m.department_id = d.id AND m.user_id = r.user_id);
DELETE FROM department_members
WHERE user_id IN (SELECT u.id FROM users u WHERE u.disabled_at IS NOT NULL);
UPDATE departments SET head_id =
  (SELECT MIN(r.user_id) FROM user_roles r JOIN users u ON u.id = r.user_id
    WHERE r.office_id = departments.office_id AND r.role = 'office_manager'
      AND u.disabled_at IS NULL)
WHERE head_id IS NULL
  OR head_id IN (SELECT u.id FROM users u WHERE u.disabled_at IS NOT NULL);

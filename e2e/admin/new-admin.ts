import { chooseRole, newPerson, type Person, register } from "../fixtures/people";

/** An admin or auditor of this test's own, whose tries of a password and lines of the log are nobody else's. */
export async function newAdmin(role: "admin" | "auditor" = "admin"): Promise<Person> {
  const admin = newPerson();
  await register(admin);
  await chooseRole(admin, role);
  return admin;
}

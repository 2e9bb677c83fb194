// The story of docs/walkthrough.sh, told by a client that is generated from the OpenAPI document: what compiles here is
// what a frontend may rely on.
//
//   node out/story.js BASE-URL DEV-SECRET-FILE JSON-RESUME
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import createClient from "openapi-fetch";
import type { components, paths } from "./api.js";

const [base, secretFile, jsonResume] = process.argv.slice(2);
assert(base && secretFile && jsonResume);

type Problem = components["schemas"]["Problem"];

const client = createClient<paths>({ baseUrl: base });

function as(token: string) {
  return createClient<paths>({ baseUrl: base!, headers: { Authorization: `Bearer ${token}` } });
}

async function token(sub?: string) {
  const { data } = await client.POST("/dev/token", { body: { sub: sub ?? null } });
  return ok(data).access_token;
}

/** A service's token is never issued over HTTP: whoever can read the secret's file signs their own. */
function serviceToken() {
  const now = Math.floor(Date.now() / 1000);
  const part = (json: object) => Buffer.from(JSON.stringify(json)).toString("base64url");
  const content =
    part({ alg: "HS256", typ: "JWT" }) +
    "." +
    part({
      iss: "sexyresume-dev",
      aud: "authenticated",
      sub: "00000000-0000-4000-8000-000000000001",
      role: "service_role",
      iat: now,
      exp: now + 300,
    });
  const secret = readFileSync(secretFile!, "utf8");
  return `${content}.${createHmac("sha256", secret).update(content).digest("base64url")}`;
}

function ok<T>(data: T | undefined): T {
  assert(data !== undefined, "was refused");
  return data;
}

function refused(answer: { error?: Problem; response: Response }, status: number, code: string) {
  assert.equal(answer.response.status, status);
  assert.equal(answer.error?.code, code);
}

function header(answer: { response: Response }, name: "ETag" | "Event-Position" | "Location") {
  const value = answer.response.headers.get(name);
  assert(value, `${name} is missing`);
  return value;
}

/** What was made, which the last segment of its Location names. */
function made(answer: { response: Response }) {
  return header(answer, "Location").split("/").at(-1)!;
}

function position(answer: { response: Response }) {
  return Number(header(answer, "Event-Position"));
}

/** What follows from an event is there soon after it. */
async function eventually<T>(ask: () => Promise<{ data?: T; response: Response }>, holds: (data: T) => boolean) {
  for (let attempt = 0; attempt < 300; attempt++) {
    const { data } = await ask();
    if (data !== undefined && holds(data)) {
      return data;
    }
    await pause(100);
  }
  throw new Error(`waited in vain: ${holds}`);
}

const userToken = await token();
const ada = as(userToken);
refused(await ada.GET("/v1/me"), 404, "not-found");

const email = `ada.${crypto.randomUUID()}@example.org`;
const registered = await ada.POST("/v1/users", { body: { email, fullName: "Ada" } });
const me = await ada.GET("/v1/me", { params: { header: { "Min-Position": position(registered) } } });
const id = ok(me.data).id;
ok(
  (
    await ada.PUT("/v1/me/profile", {
      params: { header: { "If-Match": header(me, "ETag") } },
      body: { email, fullName: "Ada Lovelace" },
    })
  ).data,
);

const grace = as(await token());
await grace.POST("/v1/users", { body: { email: `grace.${crypto.randomUUID()}@example.org` } });
const issued = await grace.POST("/v1/me/referral-codes");
const { code } = ok(
  (
    await grace.GET("/v1/me/referral-codes/{code}", {
      params: { path: { code: made(issued) }, header: { "Min-Position": position(issued) } },
    })
  ).data,
);
refused(await grace.POST("/v1/referrals/redemptions", { body: { code } }), 409, "self-referral");
ok((await ada.POST("/v1/referrals/redemptions", { body: { code } })).data);

const imported = await ada.POST("/v1/resumes/import", {
  params: { header: { "Idempotency-Key": "import-1" } },
  body: { format: "json-resume", title: "Ada", document: JSON.parse(readFileSync(jsonResume, "utf8")) },
});
const resume = made(imported);
const patch: components["schemas"]["JsonPatch"] = [
  { op: "test", path: "/experience/0/position", value: "Analyst" },
  { op: "replace", path: "/experience/0/position", value: "Programmer" },
];
const patched = (version?: string) =>
  ada.PATCH("/v1/resumes/{id}", {
    params: { path: { id: resume }, header: version === undefined ? {} : { "If-Match": version } },
    headers: { "Content-Type": "application/json-patch+json" },
    body: patch,
  });
refused(await patched(), 428, "version-required");
const edited = await patched(header(imported, "ETag"));
ok(edited.data);
refused(await patched(header(imported, "ETag")), 412, "stale-version");
refused(await patched(header(edited, "ETag")), 409, "patch-test-failed");
const merged = await ada.PATCH("/v1/resumes/{id}", {
  params: { path: { id: resume }, header: { "If-Match": header(edited, "ETag") } },
  headers: { "Content-Type": "application/merge-patch+json" },
  body: { personalInfo: { location: "Marylebone" } },
});
assert.equal(ok(merged.data).version, 2);

const service = as(serviceToken());
const awards = { params: { path: { userId: id } }, body: { amount: 100, source: "welcome" } };
refused(await ada.POST("/v1/users/{userId}/credits/awards", awards), 403, "forbidden");
const award = await service.POST("/v1/users/{userId}/credits/awards", awards);
const awarded = await service.GET("/v1/users/{userId}/credits/transactions/{id}", {
  params: { path: { userId: id, id: made(award) }, header: { "Min-Position": position(award) } },
});
assert.equal(ok(awarded.data).amount, 100);
const spent = await ada.POST("/v1/me/credits/spends", { body: { amount: 7, source: "export" } });
refused(await ada.POST("/v1/me/credits/spends", { body: { amount: 9400, source: "export" } }), 409, "insufficient-credits");

const after = { header: { "Min-Position": position(spent) } };
const page = ok((await ada.GET("/v1/me/credits/transactions", { params: { ...after, query: { type: "spent" } } })).data);
assert.deepEqual(
  page.items.map((transaction) => transaction.amount),
  [-7],
);
assert.equal(page.next, null);
const read = await ada.GET("/v1/resumes/{id}", { params: { ...after, path: { id: resume } } });
assert.equal(ok(read.data).version, 2);
assert.equal(ok(read.data).deletedAt, null);
const history = ok((await ada.GET("/v1/resumes/{id}/history", { params: { path: { id: resume } } })).data);
assert.deepEqual(
  history.items.map((change) => change.version),
  [2, 1, 0],
);
const difference = ok(
  (await ada.GET("/v1/resumes/{id}/diff", { params: { path: { id: resume }, query: { from: 0, to: 1 } } })).data,
);
assert(difference.some((operation) => operation.op === "replace" && operation.value === "Programmer"));

const asked = await ada.POST("/v1/resumes/{id}/enhancements", {
  params: { path: { id: resume } },
  body: { tone: "professional", targetRole: "Programmer" },
});
const enhancement = { params: { path: { id: made(asked) } } };
const enhanced = await eventually(
  () => ada.GET("/v1/enhancements/{id}", enhancement),
  (one) => one.enhancement.status === "completed",
);
for (const suggestion of enhanced.suggestions) {
  assert.equal(suggestion.userAction, "pending");
}

const letter = await ada.POST("/v1/letters", {
  body: { title: "For Mr Babbage", resumeId: resume, targetRole: "Programmer", targetCompany: "Babbage and Sons" },
});
const generation = await ada.POST("/v1/letters/{id}/generations", {
  params: { path: { id: made(letter) }, header: { "If-Match": header(letter, "ETag") } },
  body: { tone: "professional" },
});
const [, , , letterId, , generationId] = header(generation, "Location").split("/");
await eventually(
  () =>
    ada.GET("/v1/letters/{id}/generations/{generationId}", {
      params: { path: { id: letterId!, generationId: generationId! } },
    }),
  (one) => one.status === "completed",
);
assert.match(
  ok((await ada.GET("/v1/letters/{id}", { params: { path: { id: letterId! } } })).data).content ?? "",
  /Babbage and Sons/,
);

const wanted = await ada.POST("/v1/resumes/{id}/exports", {
  params: { path: { id: resume } },
  body: { format: "pdf", template: "classic" },
});
const exported = { params: { path: { id: made(wanted) } } };
const file = await eventually(
  () => ada.GET("/v1/exports/{id}", exported),
  (one) => one.status === "completed",
);
assert.equal(file.mediaType, "application/pdf");
const download = await ada.GET("/v1/exports/{id}/file", { ...exported, parseAs: "arrayBuffer" });
assert.equal(Buffer.from(download.data as ArrayBuffer).subarray(0, 5).toString(), "%PDF-");
assert.equal(ok((await ada.GET("/v1/exports/{id}/source", exported)).data).version, file.resumeVersion);

const told = await client.POST("/v1/analytics/events", {
  body: { events: [{ eventName: "upsell_shown", sessionId: "walkthrough-1", properties: { placement: "export" } }] },
});
assert.equal(ok(told.data).stored, 1);

const other = as(await token());
refused(await other.GET("/v1/resumes/{id}", { params: { path: { id: resume } } }), 404, "not-found");
refused(await other.GET("/v1/audit/head"), 403, "forbidden");

const auditor = as(await token("00000000-0000-4000-8000-00000000a0d1"));
const events = ok((await auditor.GET("/v1/audit/events", { params: { query: { user: id, limit: 3 } } })).data);
assert("items" in events);
assert.equal(events.items.length, 3);
const rebuild = await auditor.POST("/v1/admin/projections/{name}/rebuild", {
  params: { path: { name: "credit-ledger" }, query: { mode: "verify" } },
});
const rebuilt = await eventually(
  () =>
    auditor.GET("/v1/admin/projections/{name}/rebuilds/{id}", {
      params: { path: { name: "credit-ledger", id: ok(rebuild.data).id } },
    }),
  (one) => one.state !== "running",
);
assert.equal(rebuilt.state, "finished");

const gone = as(await token());
const nobody = await gone.POST("/v1/users", { body: { email: `gone.${email}` } });
const goneMe = ok((await gone.GET("/v1/me", { params: { header: { "Min-Position": position(nobody) } } })).data);
refused(await gone.POST("/v1/me/erasure", { body: { userId: id } }), 422, "erasure-not-confirmed");
ok((await gone.POST("/v1/me/erasure", { body: { userId: goneMe.id } })).data);
refused(await gone.POST("/v1/me/referral-codes"), 410, "account-erased");

console.log("told");

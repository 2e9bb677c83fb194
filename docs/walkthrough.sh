#!/usr/bin/env bash
# The story of one user, told over HTTP to an application that runs in profile dev (mvn spring-boot:run):
# token, register by a referral, import a résumé, edit it, a stale edit, credits earned and spent, a payment, what the queries
# answer, history and difference, an enhancement with a stale suggestion, a job match, a letter, an export, a balance that its
# events explain, an auditor who replays it all, and somebody who is forgotten. Every step says what it expects and stops at
# the first surprise.
#
#   docs/walkthrough.sh [base URL, http://127.0.0.1:8080 by default]
#
# It needs bash, curl and openssl. The folder of the application's data (for the secret that signs the service's token) is
# data, or what SEXYRESUME_DATA names.
set -euo pipefail

base=${1:-http://127.0.0.1:8080}
data=${SEXYRESUME_DATA:-data}
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# call METHOD PATH EXPECTED-STATUS [curl arguments]: the body is in $body, the headers in $work/headers.
call() {
  local method=$1 path=$2 expected=$3
  shift 3
  printf '%-6s %-62s' "$method" "$path"
  local status
  status=$(curl -sS -o "$work/body" -D "$work/headers" -w '%{http_code}' -X "$method" "$base$path" "$@")
  body=$(tr -d '\000' <"$work/body")
  printf '%s\n' "$status"
  if [ "$status" != "$expected" ]; then
    printf 'expected %s, was answered:\n%s\n' "$expected" "$body" >&2
    exit 1
  fi
}
header() { tr -d '\r' <"$work/headers" | sed -n "s/^$1: //Ip"; }
field() { printf '%s' "$body" | grep -o "\"$1\":\"\{0,1\}[^\",}]*" | head -n 1 | sed 's/^[^:]*:"\{0,1\}//'; }
expect() { case "$body" in *"$1"*) ;; *) printf 'expected to find %s in:\n%s\n' "$1" "$body" >&2; exit 1 ;; esac; }
# eventually TEXT PATH [curl arguments]: what follows from an event is there soon after it.
eventually() {
  local text=$1 path=$2 attempt
  shift 2
  for attempt in $(seq 1 150); do
    body=$(curl -sS "$base$path" "$@")
    case "$body" in *"$text"*) printf '%-6s %-62s%s\n' GET "$path" "200 after $attempt"; return ;; esac
    sleep 0.2
  done
  printf 'waited in vain for %s in:\n%s\n' "$text" "$body" >&2
  exit 1
}
json=(-H 'Content-Type: application/json')

# A service's token is never issued over HTTP: whoever can read the secret's file signs their own.
base64url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }
service_token() {
  local header payload secret now
  now=$(date +%s)
  header=$(printf '{"alg":"HS256","typ":"JWT"}' | base64url)
  payload=$(printf '{"iss":"sexyresume-dev","aud":"authenticated","sub":"00000000-0000-4000-8000-000000000001","role":"service_role","iat":%d,"exp":%d}' \
    "$now" $((now + 300)) | base64url)
  secret=$(cat "$data/dev-token-secret")
  printf '%s.%s.%s' "$header" "$payload" \
    "$(printf '%s.%s' "$header" "$payload" | openssl dgst -sha256 -hmac "$secret" -binary | base64url)"
}

echo '— a token, and an account'
call POST /dev/token 200
user=(-H "Authorization: Bearer $(field access_token)")
call GET /v1/me 404 "${user[@]}"
email="ada.$(openssl rand -hex 4)@example.org"
call POST /v1/users 201 "${user[@]}" "${json[@]}" -d "{\"email\":\"$email\",\"fullName\":\"Ada\"}"
call GET /v1/me 200 "${user[@]}" -H "Min-Position: $(header Event-Position)"
id=$(field id)
expect "$email"
call PUT /v1/me/profile 200 "${user[@]}" "${json[@]}" -H "If-Match: $(header ETag)" \
  -d "{\"email\":\"$email\",\"fullName\":\"Ada Lovelace\"}"

echo '— by whose code she came'
call POST /dev/token 200
grace=(-H "Authorization: Bearer $(field access_token)")
call POST /v1/users 201 "${grace[@]}" "${json[@]}" -d "{\"email\":\"grace.$(openssl rand -hex 4)@example.org\"}"
call POST /v1/me/referral-codes 201 "${grace[@]}"
location=$(header Location)
call GET "$location" 200 "${grace[@]}" -H "Min-Position: $(header Event-Position)"
code=$(field code)
call POST /v1/referrals/redemptions 409 "${grace[@]}" "${json[@]}" -d "{\"code\":\"$code\"}"
expect 'self-referral'
call POST /v1/referrals/redemptions 200 "${user[@]}" "${json[@]}" -d "{\"code\":\"$code\"}"
call POST /v1/referrals/redemptions 409 "${user[@]}" "${json[@]}" -d "{\"code\":\"$code\"}"
expect 'already-referred'
eventually '"balance":1' /v1/me/credits "${grace[@]}"

echo '— a résumé, from a JSON Resume document'
printf '{"format":"json-resume","title":"Ada","document":%s}' "$(cat "$here/walkthrough/ada.json")" >"$work/import"
call POST /v1/resumes/import 201 "${user[@]}" "${json[@]}" -H 'Idempotency-Key: import-1' -d @"$work/import"
resume=$(header Location)
call POST /v1/resumes/import 201 "${user[@]}" "${json[@]}" -H 'Idempotency-Key: import-1' -d @"$work/import"
[ "$resume" = "$(header Location)" ] || { echo 'the same request twice made two résumés' >&2; exit 1; }
imported=$(header ETag)

echo '— an edit, and one that comes too late'
patch='[{"op":"test","path":"/experience/0/position","value":"Analyst"},{"op":"replace","path":"/experience/0/position","value":"Programmer"}]'
call PATCH "$resume" 428 "${user[@]}" -H 'Content-Type: application/json-patch+json' -d "$patch"
call PATCH "$resume" 200 "${user[@]}" -H 'Content-Type: application/json-patch+json' -H "If-Match: $imported" -d "$patch"
edited=$(header ETag)
call PATCH "$resume" 412 "${user[@]}" -H 'Content-Type: application/json-patch+json' -H "If-Match: $imported" -d "$patch"
expect '"missed"'
expect 'Programmer'
call PATCH "$resume" 409 "${user[@]}" -H 'Content-Type: application/json-patch+json' -H "If-Match: $edited" -d "$patch"
expect 'patch-test-failed'
call PATCH "$resume" 200 "${user[@]}" -H 'Content-Type: application/merge-patch+json' -H "If-Match: $edited" \
  -d '{"personalInfo":{"location":"Marylebone"}}'
position=$(header Event-Position)

echo '— credits: earned, spent, and not enough'
service=(-H "Authorization: Bearer $(service_token)")
call POST "/v1/users/$id/credits/awards" 403 "${user[@]}" "${json[@]}" -d '{"amount":100,"source":"welcome"}'
call POST "/v1/users/$id/credits/awards" 201 "${service[@]}" "${json[@]}" -d '{"amount":100,"source":"welcome"}'
call POST /v1/me/credits/spends 201 "${user[@]}" "${json[@]}" -H 'Idempotency-Key: spend-1' -d '{"amount":7,"source":"export"}'
call POST /v1/me/credits/spends 201 "${user[@]}" "${json[@]}" -H 'Idempotency-Key: spend-1' -d '{"amount":7,"source":"export"}'
position=$(header Event-Position)
call POST /v1/me/credits/spends 422 "${user[@]}" "${json[@]}" -H 'Idempotency-Key: spend-1' -d '{"amount":8,"source":"export"}'
call POST /v1/me/credits/spends 409 "${user[@]}" "${json[@]}" -d '{"amount":9400,"source":"export"}'
expect 'insufficient-credits'

echo '— a payment, told by its provider: signed, twice, and refunded'
secret=$(cat "$data/dev-token-secret")
told() {
  local now signature
  now=$(date +%s)
  signature=$(printf '%s.%s' "$now" "$1" | openssl dgst -sha256 -hmac "$secret" | sed 's/.*= //')
  call POST /v1/webhooks/stripe 200 "${json[@]}" -H "Stripe-Signature: t=$now,v1=$signature" -d "$1"
}
intent="pi_$(openssl rand -hex 8)"
paid='{"id":"evt_1'$intent'","type":"payment_intent.succeeded","data":{"object":{"id":"'$intent'","amount_received":999,'
paid+='"currency":"eur","metadata":{"user_id":"'$id'","product":"premium-month"}}}}'
call POST /v1/webhooks/stripe 422 "${json[@]}" -H 'Stripe-Signature: t=1,v1=00' -d "$paid"
told "$paid"
told "$paid"
eventually '"plan":"premium"' /v1/me/entitlements "${user[@]}"
call GET /v1/me/payments 200 "${user[@]}"
expect '"amount":999'
told '{"id":"evt_2'$intent'","type":"charge.refunded","data":{"object":{"payment_intent":"'$intent'","amount_refunded":999,"refunded":true,"currency":"eur"}}}'
eventually '"plan":"free"' /v1/me/entitlements "${user[@]}"

echo '— achievements: a first résumé and an import 5 each, a friend'"'"'s code 10, a payment 20'
eventually '"balance":133' /v1/me/credits "${user[@]}"

echo '— what the queries answer'
after=(-H "Min-Position: $position")
call GET /v1/me/credits 200 "${user[@]}" "${after[@]}"
expect '"balance":133'
after=(-H "Min-Position: $(header Event-Position)")
call GET /v1/me/achievements 200 "${user[@]}" "${after[@]}"
expect '"key":"moving-in"'
call GET '/v1/me/credits/transactions?type=spent&limit=10' 200 "${user[@]}" "${after[@]}"
expect '"amount":-7'
call GET /v1/resumes 200 "${user[@]}" "${after[@]}"
call GET "$resume" 200 "${user[@]}" "${after[@]}"
expect 'Programmer'
expect 'Marylebone'
call GET "$resume?version=0" 200 "${user[@]}"
expect '"Analyst"'
call GET "$resume/history" 200 "${user[@]}"
call GET "$resume/diff?from=0&to=1" 200 "${user[@]}"
expect '/experience/0/position'
call GET "$resume/export?format=json-resume" 200 "${user[@]}"
expect 'Native speaker'
call GET /v1/me/dashboard 200 "${user[@]}" "${after[@]}"
expect '"creditBalance":133'

echo '— an enhancement: two suggestions are taken, and a third one comes too late'
call GET "$resume" 200 "${user[@]}"
version=$(header ETag)
lines='[{"op":"add","path":"/experience/0/achievements/-","value":"Responsible for translating the memoir of 1842"},'
lines+='{"op":"add","path":"/experience/0/achievements/-","value":"Was responsible for checking 25 tables"},'
lines+='{"op":"add","path":"/experience/0/achievements/-","value":"Worked on 3 programs for the engine"}]'
call PATCH "$resume" 200 "${user[@]}" -H 'Content-Type: application/json-patch+json' -H "If-Match: $version" -d "$lines"
version=$(header ETag)
call POST "$resume/enhancements" 202 "${user[@]}" "${json[@]}" -d '{"tone":"professional","targetRole":"Programmer"}'
enhancement=$(header Location)
eventually '"status":"completed"' "$enhancement" "${user[@]}"
suggestions=$body
# suggestion TEXT: the id of what is suggested for a line that begins so.
suggestion() { printf '%s' "$suggestions" | grep -o "{\"id\":\"[^\"]*\",\"sectionType\"[^{}]*\"originalText\":\"$1" | cut -d '"' -f 4; }
memoir=$(suggestion 'Responsible for translating')
tables=$(suggestion 'Was responsible')
programs=$(suggestion 'Worked on 3')
call PATCH "$resume" 200 "${user[@]}" -H 'Content-Type: application/json-patch+json' -H "If-Match: $version" \
  -d '[{"op":"replace","path":"/experience/0/achievements/4","value":"Wrote 3 programs for the engine"}]'
call POST "$enhancement/suggestions/$memoir/accept" 200 "${user[@]}"
call POST "$enhancement/suggestions/$tables/accept" 200 "${user[@]}"
call POST "$enhancement/suggestions/$programs/accept" 200 "${user[@]}"
eventually '"outcome":"stale"' "$enhancement" "${user[@]}"
eventually 'Translated the memoir' "$resume" "${user[@]}"
expect 'Wrote 3 programs for the engine'

echo '— which jobs it fits'
call POST "$resume/job-matches" 202 "${user[@]}" "${json[@]}" -d '{"limit":3}'
match=$(header Location)
eventually '"status":"completed"' "$match" "${user[@]}"
expect '"recommendedTemplate"'
recommendation=$(printf '%s' "$body" | sed 's/.*"recommendations":\[{"id":"\([^"]*\)".*/\1/')
call PUT "$match/recommendations/$recommendation/feedback" 200 "${user[@]}" "${json[@]}" -d '{"feedback":"interested"}'

echo '— a letter, generated, changed and finished'
call POST /v1/letters 201 "${user[@]}" "${json[@]}" \
  -d "{\"title\":\"For Mr Babbage\",\"resumeId\":\"${resume##*/}\",\"targetRole\":\"Programmer\",\"targetCompany\":\"Babbage and Sons\"}"
letter=$(header Location)
call POST "$letter/generations" 202 "${user[@]}" "${json[@]}" -H "If-Match: $(header ETag)" -d '{"tone":"professional"}'
eventually '"status":"completed"' "$(header Location)" "${user[@]}"
call GET "$letter" 200 "${user[@]}"
expect 'Babbage and Sons'
call PUT "$letter/content" 200 "${user[@]}" "${json[@]}" -H "If-Match: $(header ETag)" -d '{"content":"Dear Charles,\n\nit computes."}'
call GET "$letter/diff?from=1&to=2" 200 "${user[@]}" -H "Min-Position: $(header Event-Position)"
expect 'it computes.'
call GET "$letter" 200 "${user[@]}"
call POST "$letter/finalisation" 200 "${user[@]}" -H "If-Match: $(header ETag)"
call PUT "$letter/content" 409 "${user[@]}" "${json[@]}" -H "If-Match: $(header ETag)" -d '{"content":"Too late"}'
expect 'letter-final'

echo '— an export, and what a machine reads of it'
call POST "$resume/exports" 202 "${user[@]}" "${json[@]}" -H 'Idempotency-Key: export-1' -d '{"format":"pdf","template":"classic"}'
export=$(header Location)
eventually '"status":"completed"' "$export" "${user[@]}"
call GET "$export/file" 200 "${user[@]}"
[ "$(head -c 5 "$work/body")" = '%PDF-' ] || { echo 'that is no PDF' >&2; exit 1; }
call GET "$export/source" 200 "${user[@]}"
expect 'Translated the memoir'

echo '— what happened on a page, told by anybody, without what is personal'
call POST /v1/analytics/events 200 "${json[@]}" -d '{"events": [{"eventName": "upsell_shown", "sessionId": "walkthrough-1",
  "properties": {"placement": "export", "email": "ada@example.org"}}]}'
expect '"stored":1'

echo '— a balance, explained by its events'
eventually '"key":"out-of-the-door"' /v1/me/achievements "${user[@]}"
for _ in $(seq 1 20); do # an achievement may be paid for in between
  call GET /v1/me/credits 200 "${user[@]}"
  balance=$(field balance)
  call GET '/v1/me/credits/transactions?limit=100' 200 "${user[@]}" -H "Min-Position: $(header Event-Position)"
  sum=0
  for amount in $(printf '%s' "$body" | grep -o '"amount":-\{0,1\}[0-9]*' | cut -d: -f2); do sum=$((sum + amount)); done
  if [ "$sum" = "$balance" ]; then break; fi
done
[ "$sum" = "$balance" ] || { echo "the transactions sum up to $sum and the balance is $balance" >&2; exit 1; }

echo '— somebody else sees nothing of it'
call POST /dev/token 200
other=(-H "Authorization: Bearer $(field access_token)")
call GET "$resume" 404 "${other[@]}"
call DELETE "$resume" 404 "${other[@]}" -H "If-Match: $edited"
call GET /v1/audit/head 403 "${other[@]}"

echo '— an auditor reads the history and replays it'
call POST /dev/token 200 "${json[@]}" -d '{"sub":"00000000-0000-4000-8000-00000000a0d1"}'
auditor=(-H "Authorization: Bearer $(field access_token)")
call GET "/v1/audit/events?user=$id&limit=3" 200 "${auditor[@]}"
call GET "/v1/audit/streams/credit-account/$id" 200 "${auditor[@]}"
call POST '/v1/admin/projections/credit-ledger/rebuild?mode=verify' 202 "${auditor[@]}"
rebuild=$(header Location)
for _ in $(seq 1 100); do
  call GET "$rebuild" 200 "${auditor[@]}"
  case "$body" in *'"state":"finished"'*) break ;; *'"state":"failed"'*) echo "$body" >&2; exit 1 ;; esac
  sleep 0.2
done
expect '"state":"finished"'

echo '— somebody is forgotten'
call POST /dev/token 200
gone=(-H "Authorization: Bearer $(field access_token)")
call POST /v1/users 201 "${gone[@]}" "${json[@]}" -d "{\"email\":\"gone.$email\",\"fullName\":\"Nobody\"}"
call GET /v1/me 200 "${gone[@]}" -H "Min-Position: $(header Event-Position)"
gone_id=$(field id)
call POST /v1/me/erasure 422 "${gone[@]}" "${json[@]}" -d "{\"userId\":\"$id\"}"
call POST /v1/me/erasure 200 "${gone[@]}" "${json[@]}" -d "{\"userId\":\"$gone_id\"}"
eventually 'account-erased' /v1/me "${gone[@]}"
echo '— done: the replay gave the rows that were there'

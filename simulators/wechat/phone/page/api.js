/** A refusal, in words for the person. */
export class Refusal extends Error {}

async function answerOf(response) {
  const answer = await response.json();
  if (!response.ok) throw new Refusal(answer.message);
  return answer;
}

/** What the simulated WeChat shows to a person now; the first one without an openid. */
export const fetchState = async (openid) =>
  answerOf(await fetch(`/phone/api/state?${new URLSearchParams(openid ? { person: openid } : {})}`));

/** Plays `POST /phone/api/<action>` as a person. */
export const act = async (action, fields) =>
  answerOf(
    await fetch(`/phone/api/${action}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(fields),
    }),
  );

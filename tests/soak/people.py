"""People who do at random what one can do about comments, and remember what they were told."""

import random
import re
import time
from collections import Counter
from uuid import UUID

from comments.models import Flag

# How often each act is chosen, of those that change something or show what others changed.
ACTS = {
    "post": 20,
    "reply": 20,
    "vote": 25,
    "rate": 8,
    "review": 4,
    "edit": 5,
    "flag": 8,
    "withdraw": 5,
    "follow": 3,
    "read": 12,
}
QUEUE = "/admin/comments/comment/"
# Whoever gets no answer tries again; a server that was killed takes a moment to come back.
PAUSE = 0.5
DONE = 302


class Somebody:
    """One person at a crowd's server; only one thread may use it."""

    def __init__(self, crowd, number, seed):
        self.crowd, self.number = crowd, number
        self.random = random.Random(f"{seed} {number}")
        self.acts, self.answers, self.heard = Counter(), Counter(), 0

    def send(self, method, path, **data):
        """The answer to a request, and what it was, counted; status None is no answer."""
        answer = self.crowd.send(self.number, method, path, **data)
        self.answers[answer.status or answer.trouble] += 1
        if answer.status:
            self.heard += 1
        else:
            time.sleep(PAUSE)
        return answer

    def act_until(self, over):
        while not over.is_set():
            self.act(over)


class Person(Somebody):
    """Acts in some discussions. `known` are comments that anybody has seen, shared by all.

    What was acknowledged is kept with what was said: `posted` by submission key, `votes`,
    `ratings`, `flags` and `withdrawn`. What got no answer may have happened or not, so it is
    forgotten there, until the next answer.
    """

    def __init__(self, crowd, number, seed, places, known):
        super().__init__(crowd, number, seed)
        self.discussions, self.reviews, self.pages = places
        self.known = known
        self.sent, self.posted, self.mine = set(), {}, []
        self.votes, self.ratings, self.flags, self.withdrawn = {}, {}, set(), set()

    def act(self, over):
        name = self.random.choices(list(ACTS), ACTS.values())[0]
        self.acts[name] += 1
        getattr(self, name)(over)

    def write(self, path, over, **data):
        """Send a new text until there is an answer: the button is pressed again."""
        key = str(UUID(int=self.random.getrandbits(128), version=4))
        text = f"Person {self.number}, text {len(self.sent)}."
        self.sent.add(key)
        while True:
            answer = self.send("POST", path, text=text, submission_key=key, **data)
            if answer.status or over.is_set():
                break
        if answer.status == DONE:
            pk = int(answer.location.rpartition("#comment-")[2])
            self.posted[key] = pk
            self.mine.append(pk)
            self.known.append(pk)

    def post(self, over):
        self.write(f"/discussions/{self.random.choice(self.discussions)}/write/", over)

    def reply(self, over):
        self.write(f"/comments/{self.random.choice(self.known)}/reply/", over)

    def review(self, over):
        self.ratings.pop(self.reviews, None)
        score = self.random.randint(1, 10)
        self.write(f"/discussions/{self.reviews}/write/", over, score=score)

    def vote(self, over):
        pk, value = self.random.choice(self.known), self.random.choice([1, 1, 0, -1])
        answer = self.send("POST", f"/comments/{pk}/vote/", value=value)
        self.keep(self.votes, pk, value, answer)

    def rate(self, over):
        value = self.random.choice(["", *range(1, 11)])
        answer = self.send("POST", f"/discussions/{self.reviews}/rate/", value=value)
        self.keep(self.ratings, self.reviews, value or 0, answer)

    def keep(self, said, about, value, answer):
        if answer.status == DONE:
            said[about] = value
        elif answer.status is None:
            said.pop(about, None)

    def edit(self, over):
        if self.mine:
            self.ratings.pop(self.reviews, None)
            pk = self.random.choice(self.mine)
            text = f"Person {self.number}, new text {self.acts['edit']}."
            self.send("POST", f"/comments/{pk}/edit/", text=text)

    def flag(self, over):
        pk = self.random.choice(self.known)
        reason = self.random.choice(Flag.Reason.values)
        answer = self.send("POST", f"/comments/{pk}/flag/", reason=reason)
        if answer.status == 200:
            self.flags.add(pk)

    def withdraw(self, over):
        if self.mine:
            self.ratings.pop(self.reviews, None)
            pk = self.mine.pop(self.random.randrange(len(self.mine)))
            if self.send("POST", f"/comments/{pk}/withdraw/").status == DONE:
                self.withdrawn.add(pk)

    def follow(self, over):
        pk = self.random.choice(self.discussions)
        self.send("POST", f"/discussions/{pk}/follow/", frequency="now")

    def read(self, over):
        self.send("GET", self.random.choice(self.pages))


class Moderator(Somebody):
    """Looks at the queue and decides about some of what it shows."""

    def act(self, over):
        queue = self.random.choice(["", "?queue=held", "?queue=held", "?queue=flagged"])
        page = self.send("GET", QUEUE + queue)
        if page.status != 200:
            return
        seen = re.findall(r'name="seen" value="([^"]*)"', page.body)
        buttons = re.findall(r'name="decide" value="(\d+-\w+)"', page.body)
        # People are kinder than chance.
        buttons += [button for button in buttons if button.endswith(("-published", "-keep"))] * 5
        for button in self.random.sample(buttons, min(3, len(buttons))):
            self.acts[f"moderate to {button.partition('-')[2]}"] += 1
            self.send("POST", QUEUE, decide=button, seen=seen)

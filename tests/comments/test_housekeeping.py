"""What the worker does besides sending mails."""

from comments import housekeeping


def test_one_task_of_the_worker_that_fails_does_not_keep_the_others(monkeypatch, caplog):
    done = []

    def fail():
        raise RuntimeError("broken")

    monkeypatch.setattr(housekeeping, "TASKS", [fail, lambda: done.append(1)])
    housekeeping.run()
    assert done == [1]
    assert "broken" in caplog.text

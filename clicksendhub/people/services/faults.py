"""What a service refuses to do, in a sentence for the person."""


class NotAllowed(Exception):
    """The act would break a rule about people; ``sentence`` says which."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence

"""Offramp's rules: a pure, deterministic engine for negotiation wargames. These names are its whole surface."""

from game_engine.errors import CodecError, EngineError, IllegalMove, ScenarioError

__all__ = ["CodecError", "EngineError", "IllegalMove", "ScenarioError"]

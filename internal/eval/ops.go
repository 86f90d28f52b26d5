package eval

// operations is the table of everything that can be asked.
func operations() map[string]operation {
	return map[string]operation{
		"evidence.freeze":     pure(evidenceFreeze),
		"evidence.offsets":    pure(evidenceOffsets),
		"evidence.reanchor":   pure(evidenceReanchor),
		"evidence.ref":        pure(evidenceRef),
		"evidence.value":      pure(evidenceValue),
		"evidence.as_of":      pure(evidenceAsOf),
		"evidence.lint":       pure(evidenceLint),
		"evidence.trace":      pure(evidenceTrace),
		"evidence.dependents": pure(evidenceDependents),

		"factions.aggregate": pure(factionsAggregate),
		"factions.fj":        pure(factionsFJ),

		"words.of":    pure(wordsOf),
		"words.range": pure(wordsRange),
		"words.grade": pure(wordsGrade),
		"words.lint":  pure(wordsLint),
	}
}

// Ops is the names of all operations, sorted.
func Ops() []string { return sortedKeys(operations()) }

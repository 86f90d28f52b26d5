package eval

// operations is the table of everything that can be asked.
func operations() map[string]operation {
	return map[string]operation{
		"bn.noisy_or": pure(bnNoisyOr),
		"bn.query":    op(bnQuery),

		"causes.compare":     pure(causesCompare),
		"causes.cut":         op(causesCut),
		"causes.exact":       pure(causesExact),
		"causes.fcm":         pure(causesFCM),
		"causes.import":      pure(causesImport),
		"causes.indices":     pure(causesIndices),
		"causes.loops":       pure(causesLoops),
		"causes.path_shares": pure(causesPathShares),
		"causes.paths":       pure(causesPaths),
		"causes.press":       op(causesPress),
		"causes.roundtrip":   pure(causesRoundtrip),
		"causes.solve":       pure(causesSolve),
		"causes.support":     pure(causesSupport),

		"conflict.solve": op(conflictSolve),

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
		"factions.couple":    pure(factionsCouple),
		"factions.fj":        pure(factionsFJ),

		"hypotheses.ach":           pure(hypothesesACH),
		"hypotheses.diagnosticity": pure(hypothesesDiagnosticity),
		"hypotheses.hull":          pure(hypothesesHull),
		"hypotheses.leave_one_out": pure(hypothesesLeaveOneOut),
		"hypotheses.update":        op(hypothesesUpdate),

		"scoring.baseline":      pure(scoringBaseline),
		"scoring.brier":         pure(scoringBrier),
		"scoring.calibration":   pure(scoringCalibration),
		"scoring.coherent":      pure(scoringCoherent),
		"scoring.crps":          pure(scoringCRPS),
		"scoring.ledger":        pure(scoringLedger),
		"scoring.log":           pure(scoringLog),
		"scoring.murphy":        pure(scoringMurphy),
		"scoring.peer":          pure(scoringPeer),
		"scoring.pinball":       pure(scoringPinball),
		"scoring.pool":          pure(scoringPool),
		"scoring.skill":         pure(scoringSkill),
		"scoring.time_weighted": pure(scoringTimeWeighted),

		"words.of":    pure(wordsOf),
		"words.range": pure(wordsRange),
		"words.grade": pure(wordsGrade),
		"words.lint":  pure(wordsLint),
	}
}

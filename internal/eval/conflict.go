package eval

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"entente/internal/codec/gmcr"
	"entente/internal/solo"
)

type conflictIn struct {
	Case json.RawMessage `json:"case" required:"true"`
}

// conflictSolve solves a game in the exchange form of the conflict lens and
// answers what it asks, as entente conflict does. Of its problems the first error
// gives the code.
func conflictSolve(ctx context.Context, in conflictIn) (any, error) {
	f, ps := gmcr.Read(in.Case)
	if f == nil {
		return nil, conflictError(ps)
	}
	sum := sha256.Sum256(in.Case)
	res, ps, err := solo.RunConflict(ctx, "", hex.EncodeToString(sum[:]), f, ps, solo.ConflictQuestion{}, 1)
	if err != nil {
		return nil, err
	}
	if res == nil {
		return nil, conflictError(ps)
	}
	return res, nil
}

func conflictError(ps gmcr.Problems) error {
	list := ps.List("")
	for _, p := range ps {
		if !p.Warning {
			return &requestError{p.Code, list.Error()}
		}
	}
	return &requestError{codeInternal, list.Error()}
}

package eval

import (
	"errors"

	"entente/faction"
)

type factionIn struct {
	ID        string   `json:"id" required:"true"`
	Position  *float64 `json:"position" required:"true"`
	Influence *float64 `json:"influence" required:"true"`
	Salience  *float64 `json:"salience" required:"true"`
	Veto      bool     `json:"veto"`
}

// middle is the status quo of a state that gives none.
const middle = (faction.ScaleLow + faction.ScaleHigh) / 2

func factionsAggregate(in struct {
	Factions  []factionIn `json:"factions" required:"true"`
	StatusQuo *float64    `json:"status_quo"`
}) (any, error) {
	state := faction.State{StatusQuo: middle}
	if in.StatusQuo != nil {
		state.StatusQuo = *in.StatusQuo
	}
	for _, f := range in.Factions {
		state.Factions = append(state.Factions, faction.Faction{
			ID: f.ID, Position: *f.Position, Influence: *f.Influence, Salience: *f.Salience, Veto: f.Veto,
		})
	}
	result, err := faction.Aggregate(state)
	if err != nil {
		return nil, factionError(err)
	}
	return result, nil
}

func factionsFJ(in struct {
	Initial        []float64   `json:"initial" required:"true"`
	W              [][]float64 `json:"W" required:"true"`
	Susceptibility []float64   `json:"susceptibility" required:"true"`
}) (any, error) {
	final, err := faction.Settle(in.Initial, in.W, in.Susceptibility)
	if err != nil {
		return nil, factionError(err)
	}
	return struct {
		Final []number `json:"final"`
	}{numbers(final)}, nil
}

// factionError gives the error the code of its first cause; the message says
// all of them.
func factionError(err error) error {
	var e *faction.Error
	if errors.As(err, &e) {
		return &requestError{e.Code, err.Error()}
	}
	return err
}

package eval

import (
	"errors"

	"entente/faction"
)

type factionIn struct {
	ID        string `json:"id" required:"true"`
	Position  *real  `json:"position" required:"true"`
	Influence *real  `json:"influence" required:"true"`
	Salience  *real  `json:"salience" required:"true"`
	Veto      bool   `json:"veto"`
}

func (f factionIn) read() faction.Faction {
	return faction.Faction{ID: f.ID, Position: float64(*f.Position), Influence: float64(*f.Influence), Salience: float64(*f.Salience), Veto: f.Veto}
}

// middle is the status quo of a state that gives none.
const middle = (faction.ScaleLow + faction.ScaleHigh) / 2

func factionsAggregate(in struct {
	Factions  []factionIn `json:"factions" required:"true"`
	StatusQuo *real       `json:"status_quo"`
}) (any, error) {
	state := faction.State{StatusQuo: middle}
	if in.StatusQuo != nil {
		state.StatusQuo = float64(*in.StatusQuo)
	}
	for _, f := range in.Factions {
		state.Factions = append(state.Factions, f.read())
	}
	result, err := faction.Aggregate(state)
	if err != nil {
		return nil, factionError(err)
	}
	return result, nil
}

func factionsFJ(in struct {
	Initial        []real   `json:"initial" required:"true"`
	W              [][]real `json:"W" required:"true"`
	Susceptibility []real   `json:"susceptibility" required:"true"`
}) (any, error) {
	final, err := faction.Settle(floats(in.Initial), rows(in.W), floats(in.Susceptibility))
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

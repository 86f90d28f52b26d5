package cause

// Despite is the claim that something happened in spite of something else:
// "lent the base despite its mistrust". It asserts two things: the one pushes
// against what happened, and the other causes outweighed it. It is never support
// for a positive effect.
type Despite struct {
	From, To string
	Happened Sign               // how To moved: Plus or Minus
	Under    map[string]float64 // the other pushes that the claim names
}

// Edge is the link that adopting the claim adds: its sign is opposite to what
// happened.
func (d Despite) Edge() Edge { return Edge{From: d.From, To: d.To, Sign: d.Happened.Flip()} }

// Observation is what the claim lets one observe, where it is taken as evidence
// and not as a link alone: under the pushes it names and one of size 1 on From,
// To moved as it did. The error joins *Errors.
func (d Despite) Observation(c *Compiled) (Observation, error) {
	sizes := map[string]float64{d.From: 1}
	for n, size := range d.Under {
		sizes[n] += size
	}
	push, err := c.Push(sizes)
	if err != nil {
		return Observation{}, err
	}
	to, ok := c.Node(d.To)
	if !ok {
		return Observation{}, &Error{CodeUnknownNode, d.To, "it is no node" + nearest(d.To, c.nodes), "declare it or name one that is"}
	}
	o := Observation{Push: push, Node: to, Sign: 1}
	if d.Happened == Minus {
		o.Sign = -1
	}
	return o, nil
}

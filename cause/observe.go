package cause

// DrawShowing is DrawFrom for draws that show what was observed: it tries sizes
// until they are stable and meet every observation, at most MaxTries times. x is
// scratch, with room for every node. It allocates nothing; observations that
// stand under the same push should follow one another, and are then answered by
// one solution. Draw number draw is a pure function of (seed, draw) and u, and
// without observations the draw of DrawFrom.
//
// When ok is false none was found: the observations are rare or contradict the
// map, and the draw has to be counted as such.
func (k *Kernel) DrawShowing(observe []Observation, x, u []float64, seed uint64, draw int) (tries int, ok bool) {
	for attempt := range MaxTries {
		if attempt > 0 {
			u = nil
		}
		if k.try(u, nil, seed, draw, attempt) && k.Shows(observe, x) {
			return attempt + 1, true
		}
	}
	return MaxTries, false
}

// Shows reports whether the present draw meets every observation. x is scratch.
func (k *Kernel) Shows(observe []Observation, x []float64) bool {
	for i := range observe {
		if !k.meets(observe, i, x) {
			return false
		}
	}
	return true
}

// misses is the set of observations that the present draw does not meet.
func (k *Kernel) misses(observe []Observation, x []float64) (missed uint64) {
	for i := range observe {
		if !k.meets(observe, i, x) {
			missed |= 1 << i
		}
	}
	return missed
}

// meets answers observation i, of which those before are answered already: x
// holds the response to the push of the last.
func (k *Kernel) meets(observe []Observation, i int, x []float64) bool {
	o := &observe[i]
	if i == 0 || !samePush(o.Push, observe[i-1].Push) {
		k.Respond(Intervention{Push: o.Push}, x)
	}
	return SignOf(x[o.Node]) == o.Sign
}

func samePush(a, b []float64) bool {
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

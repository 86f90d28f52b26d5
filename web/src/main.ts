import { mount } from 'svelte';
import App from './App.svelte';
import { preferences } from './lib/state/preferences.svelte';
import './styles/tokens.css';
import './styles/base.css';
import './styles/print.css';

preferences.start();
mount(App, { target: document.getElementById('app')! });

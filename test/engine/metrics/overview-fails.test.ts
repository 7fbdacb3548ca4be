import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestEngine, testEngine } from '../../support/engine';
import { maven, mavenFiles } from '../../support/maven';
